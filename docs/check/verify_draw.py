#!/usr/bin/env python3
"""Independent checker of a 双随机 draw ("sunlot/1"): one file, Python 3.8 or newer, standard library only.

    python3 verify_draw.py PACK.zip|FOLDER [--log-key KEY] [--json]
    python3 verify_draw.py --batch [--log-key KEY]      one path a line on stdin, one line of JSON each

Written from docs/draw-specification.md alone ("§9" in a comment = section 9 of that page).
Not checked here (此处未核): signatures of the log and of witnesses (Ed25519, SM2) and of beacon rounds (BLS).
Exit: 0 complete and fine, 8 something is not public yet, 7 a check failed, 2 unreadable.
"""
import base64
import datetime
import hashlib
import json
import os
import re
import sys
import unicodedata
import zipfile
from collections import Counter, deque
from functools import cached_property

WORDS = {"pass": "通过", "fail": "不通过", "notYet": "尚未公开", "stated": "见证陈述", "notChecked": "此处未核"}


class Verdict(Exception):
    """Ends a check early: its state, and why."""

    def __init__(self, state, why):
        super().__init__(why)
        self.state, self.why = state, why


def need(condition, why):
    """The check fails unless the condition holds."""
    if not condition:
        raise Verdict("fail", why)


def wait(condition, why):
    """The check says `notYet` unless the condition holds."""
    if not condition:
        raise Verdict("notYet", why)


# ---- §2 hashes ------------------------------------------------------------------------------------------------------

def be32(number):
    return number.to_bytes(4, "big")


def lp(*values):
    """LP of §2, of texts or bytes, one after the other."""
    values = [value.encode() if isinstance(value, str) else value for value in values]
    return b"".join(be32(len(value)) + value for value in values)


def sm3(data):
    """SM3 (GB/T 32905-2016), for Pythons whose OpenSSL has none."""
    mask = 0xFFFFFFFF

    def turn(word, by):
        return (word << by % 32 | word >> (32 - by % 32)) & mask

    state = [0x7380166F, 0x4914B2B9, 0x172442D7, 0xDA8A0600, 0xA96F30BC, 0x163138AA, 0xE38DEE4D, 0xB0FB0E4E]
    data += b"\x80" + bytes(-(len(data) + 9) % 64) + (8 * len(data)).to_bytes(8, "big")
    for start in range(0, len(data), 64):
        words = [int.from_bytes(data[at:at + 4], "big") for at in range(start, start + 64, 4)]
        for j in range(16, 68):
            mixed = words[j - 16] ^ words[j - 9] ^ turn(words[j - 3], 15)
            words.append(mixed ^ turn(mixed, 15) ^ turn(mixed, 23) ^ turn(words[j - 13], 7) ^ words[j - 6])
        a, b, c, d, e, f, g, h = state
        for j in range(64):
            ss1 = turn(turn(a, 12) + e + turn(0x79CC4519 if j < 16 else 0x7A879D8A, j) & mask, 7)
            ff, gg = (a ^ b ^ c, e ^ f ^ g) if j < 16 else (a & b | a & c | b & c, e & f | ~e & g)
            tt1 = ff + d + (ss1 ^ turn(a, 12)) + (words[j] ^ words[j + 4]) & mask
            tt2 = gg + h + ss1 + words[j] & mask
            a, b, c, d, e, f, g, h = tt1, a, turn(b, 9), c, tt2 ^ turn(tt2, 9) ^ turn(tt2, 17), e, turn(f, 19), g
        state = [old ^ new for old, new in zip(state, (a, b, c, d, e, f, g, h))]
    return b"".join(map(be32, state))


def sha256(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def hash_sm3(*parts):
    try:
        return hashlib.new("sm3", b"".join(parts)).digest()
    except ValueError:
        return sm3(b"".join(parts))


class Hashes:
    """H, HMAC, HKDF and Merkle trees of one profile (§2)."""

    def __init__(self, profile):
        self.hash = {"std": sha256, "gm": hash_sm3}[profile]

    def hmac(self, key, *parts):
        key = key.ljust(64, b"\0")
        inner = self.hash(bytes(byte ^ 0x36 for byte in key), *parts)
        return self.hash(bytes(byte ^ 0x5C for byte in key), inner)

    def expand(self, key, info):
        """HKDF-Expand to 64 bytes."""
        first = self.hmac(key, info.encode(), b"\1")
        return first + self.hmac(key, first, info.encode(), b"\2")

    def row_leaf(self, salt, row):
        return self.hash(b"\0", bytes.fromhex(salt), row.encode()).hex()

    def root(self, leaves):
        """Merkle root (RFC 6962), in hex: level by level, the odd one passes unchanged."""
        level = [self.hash(b"\0", leaf) for leaf in leaves] or [self.hash()]
        while len(level) > 1:
            pairs = [self.hash(b"\1", left, right) for left, right in zip(level[::2], level[1::2])]
            level = pairs + level[len(pairs) * 2:]
        return level[0].hex()


LOG = Hashes("std")


def climb(start, path, position, last):
    """Up a Merkle path: the roots of the tree that ends at `position`, and of the whole (RFC 9162, 2.1.3.2, 2.1.4.2)."""
    left = whole = start
    for sibling in path:
        if last == 0:
            return None, None
        if position & 1 or position == last:
            left, whole = sha256(b"\1", sibling, left), sha256(b"\1", sibling, whole)
            while position and not position & 1:
                position, last = position >> 1, last >> 1
        else:
            whole = sha256(b"\1", whole, sibling)
        position, last = position >> 1, last >> 1
    return (left, whole) if last == 0 else (None, None)


def included(leaf, index, size, path, root):
    return index < size and climb(leaf, path, index, size - 1)[1] == root


def extends(old, new, path):
    """Whether a checkpoint extends an older one (RFC 9162, 2.1.4.2)."""
    if old.size >= new.size or not path:
        return (old.size, old.root) == (new.size, new.root) and not path
    if old.size & (old.size - 1) == 0:
        path = [old.root] + path
    position, last = old.size - 1, new.size - 1
    while position & 1:
        position, last = position >> 1, last >> 1
    return climb(path[0], path[1:], position, last) == (old.root, new.root)


# ---- §2 canonical JSON ----------------------------------------------------------------------------------------------

def ordered(value):
    """The value with its keys in order; an error where canonical JSON has no such value."""
    if isinstance(value, dict):
        return {ordered(key): ordered(value[key]) for key in sorted(value, key=lambda key: key.encode("utf-16-be"))}
    if isinstance(value, list):
        return [ordered(item) for item in value]
    if isinstance(value, str) and unicodedata.normalize("NFC", value) == value:
        return value
    if isinstance(value, int) and abs(value) < 2 ** 53:
        return value
    raise ValueError("no canonical JSON")


def canonical(value):
    return json.dumps(ordered(value), ensure_ascii=False, separators=(",", ":")).encode()


def read_json(data):
    """The value of a canonical text (bytes), or None."""
    try:
        value = json.loads(data.decode())
        return value if canonical(value) == data else None
    except (ValueError, RecursionError):
        return None


# ---- Forms: a form is a function that says whether a value has it ---------------------------------------------------

def text(pattern):
    compiled = re.compile(pattern)
    return lambda value: isinstance(value, str) and compiled.fullmatch(value) is not None


def number(low, high=2 ** 53 - 1):
    return lambda value: type(value) is int and low <= value <= high


def one_of(*values):
    return lambda value: type(value) is not bool and value in values


def each(form, least=0):
    return lambda value: isinstance(value, list) and len(value) >= least and all(map(form, value))


def record(fields):
    """An object with exactly these keys; those written with `?` may be absent."""
    forms = {key.rstrip("?"): form for key, form in fields.items()}
    required = {key for key in fields if not key.endswith("?")}
    return lambda value: (isinstance(value, dict) and required <= set(value) <= set(forms)
                          and all(forms[key](value[key]) for key in value))


def variant(key, kinds):
    """An object whose other keys depend on the value of one."""
    forms = {kind: record({key: one_of(kind), **fields}) for kind, fields in kinds.items()}
    return lambda value: isinstance(value, dict) and value.get(key) in list(forms) and forms[value[key]](value)


def is_name(value):
    """A name of §2."""
    return (isinstance(value, str) and value not in ("", "-") and unicodedata.normalize("NFC", value) == value
            and not any(unicodedata.category(letter) in ("Cc", "Cf", "Zl", "Zp", "Cs") for letter in value)
            and all(unicodedata.category(end) != "Zs" for end in (value[0], value[-1])))


def is_moment(pattern):
    """A date or an instant that the calendar has, from the year 1583."""
    looks = text(pattern)

    def form(value):
        try:
            return looks(value) and datetime.datetime.fromisoformat(value.rstrip("Z")).year >= 1583
        except ValueError:
            return False
    return form


def is_object_id(value):
    """A credit code with its check digit (GB 32100), and perhaps a part of it behind a slash."""
    letters = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    if not text("[0-9A-HJ-NPQRTUWXY]{18}(/[A-Z0-9.-]+)?")(value):
        return False
    weighed = sum(letters.index(letter) * pow(3, place, 31) for place, letter in enumerate(value[:17]))
    return letters[-weighed % 31] == value[17]


def seconds(instant):
    moment = datetime.datetime.fromisoformat(instant[:-1])
    return int((moment - datetime.datetime(1970, 1, 1)).total_seconds())


def differ(values):
    values = list(values)
    return len(set(values)) == len(values)


def ascending(values):
    return all(first < second for first, second in zip(values, values[1:]))


HEX = text("[0-9a-f]{64}")
CODE = text("[a-z0-9][a-z0-9:._-]{0,63}")
AGENCY = text("[0-9]{6}(-[a-z0-9]{1,16})?")
PERIOD = text("[0-9]{4}(H[12]|Q[1-4]|-(0[1-9]|1[0-2]))?")
DATE = is_moment("[0-9]{4}-[0-9]{2}-[0-9]{2}")
INSTANT = is_moment("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")
PERSON = lambda value: text("[A-Z0-9.-]{1,22}")(value) and value != "-"  # noqa: E731
SHORT = text("0|[1-9][0-9]{0,5}")
PLACE = text(r"[1-9][0-9]*(\.[1-9][0-9]*)?")
COUNT, TIER, RANK = number(0), number(0, 999999), number(1, 2 ** 32 - 1)
TEXT = lambda value: isinstance(value, str)  # noqa: E731
TRUE = lambda value: value is True  # noqa: E731
PATH = each(HEX)

ROOT = record({"root": HEX, "size": COUNT})
STEPS = ("swapObjectSeat", "cap+1", "borrow", "postpone")
CHAIN = "52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971"
LOTTERY = {"issue": text("20[0-9]{5}"), "drawnAt": INSTANT}
SOURCES = {
    "nonces": {"deadline": INSTANT}, "dice": {"count": number(1, 1000), "faces": number(2, 10)},
    "balls": {"count": number(1, 99), "of": number(2, 99)}, "drand": {"chain": one_of(CHAIN), "round": RANK},
    "kl8": LOTTERY, "ssq": LOTTERY, "3d": LOTTERY,
}
STRATUM = record({
    "id": CODE, "base": COUNT, "required": COUNT, "n": COUNT, "reserve": COUNT, "clause": is_name,
    "rule": variant("kind", {"ratio": {"p": COUNT, "q": number(1)}, "count": {"count": COUNT, "clause": is_name}}),
    "shortfall?": record({"reason": one_of("pool-exhausted", "principle"), "text": is_name}),
    "tiers": each(record({"tier": TIER, "pool": number(1), "n": COUNT})),
    "excluded": each(record({"state": one_of("base", "out"), "reason": CODE, "count": number(1)})),
})
MANIFEST = record({
    "spec": one_of("sunlot/1"), "profile": one_of("std", "gm"), "agency": AGENCY, "task": CODE, "period": PERIOD,
    "seq": RANK, "plan?": HEX, "directory": HEX, "cycle": record({"from": DATE, "to": DATE}),
    "lists": record({"objects": ROOT, "inspectors": ROOT, "recusals": ROOT}), "keyCommit": HEX, "keyHolder": is_name,
    "strata": each(STRATUM, 1), "seats": each(record({"id": CODE, "needs": each(CODE), "object?": TRUE}), 1),
    "tags": each(CODE), "minChoice": COUNT, "fallback": each(one_of(*STEPS)), "lead": COUNT, "witnesses": HEX,
    "weights": record({"clause": is_name, "table": each(record({"id": CODE, "weight": number(1, 255)}))}),
    "replacement": record({"mode": one_of("next", "fresh"), "max": COUNT}),
    "entropy": each(variant("k", SOURCES), 1), "revealBy": DATE, "supersedes?": each(HEX, 1), "reason?": is_name,
})
SIGNER = record({"role": CODE, "id": HEX})
REQUEST = record({"no": RANK, "rank": RANK, "seat?": CODE, "reason": HEX, "evidence": HEX, "requester": SIGNER,
                  "approver": SIGNER})
ANSWER = record({
    "value?": record({"k": one_of("drand", "dice", "balls"), "value": TEXT}),
    "places": each(record({"rank": RANK, "k": number(0, 2 ** 32 - 1), "leaf?": HEX, "team?": HEX,
                           "vacant?": each(CODE, 1)}), 1),
})
IN_LOG = {"at": INSTANT, "index": COUNT, "path": PATH}
LATER = record({**IN_LOG, "checkpoint": TEXT, "consistency": PATH})
CERTIFICATE = record({
    "spec": one_of("sunlot/1"), "manifest": MANIFEST, "software": record({"name": is_name, "version": is_name}),
    "entropy": each(record({"k": one_of(*SOURCES), "value": TEXT, "entry": HEX})), "seed?": HEX,
    "strata?": each(record({
        "id": CODE, "reserve?": each(record({"tier": TIER, "leaf": HEX, "t": HEX})),
        "tiers": each(record({"tier": TIER, "cutoff?": HEX,
                              "winners?": each(record({"rank": RANK, "leaf": HEX, "t": HEX}))})),
    })),
    "winners?": ROOT, "reserve?": ROOT,
    "teams?": record({**{"root": HEX, "size": COUNT}, "steps": each(one_of(*STEPS)), "postponed": each(RANK),
                      "swapped": each(RANK), "deficit?": each(record({"rank": RANK, "seat": CODE}))}),
    "openings": each(record({"rank": RANK, "k?": RANK, "row": TEXT, "salt": HEX, "teamRow?": TEXT, "teamSalt?": HEX})),
    "replacements": each(record({"request": REQUEST, "result?": ANSWER})),
    "reveal?": record({"rows": HEX, "objectKey?": HEX, "early?": is_name,
                       "withheld": each(record({"leaf": HEX, "ground": CODE}))}),
    "end?": record({"kind": one_of("void", "abandoned"), "reason": is_name}),
    "proofs": record({
        "log": TEXT, "logGm?": TEXT, "manifest": record({**IN_LOG, "checkpoint": TEXT}),
        "entropy": each(record(IN_LOG)), "result?": LATER, "reveal?": LATER, "end?": LATER,
        "replacements?": each(record({"request": LATER, "result?": LATER}), 1),
    }),
})
PLAN = record({
    "type": one_of("plan"), "at": INSTANT, "agency": AGENCY, "year": COUNT, "version": COUNT,
    "tasks": each(record({"code": CODE, "period": PERIOD, "strata": each(CODE), "n": COUNT,
                          "items": lambda value: True})),
})
POLICY = record({"quorum": number(0, 32), "witnesses": each(record({
    "name": is_name, "key": TEXT, "role?": is_name, "outside": lambda value: isinstance(value, bool)}))})
TEAM = record({"rank": RANK, "team": each(record({"seat": CODE, "inspector": PERSON}), 1),
               "window": record({"from": DATE, "to": DATE})})
OPENED_ANSWER = record({"no": RANK, "reason?": CODE, "reasonKey?": HEX,
                        "teams": each(record({"row": TEXT, "salt": HEX}))})
PUBLISHED = record({"ranks": each(PLACE, 1), "outcome": CODE, "wording": is_name, "publishedAt": DATE})

# What must stand together in a certificate, beyond its form (§10, §12); c is the certificate, p its proofs.
PARTS = [
    ("种子、类别、检查组同时有", lambda c, p: ("seed" in c) == ("strata" in c) == ("teams" in c)),
    ("每个随机数有一份证明", lambda c, p: len(c["entropy"]) == len(p["entropy"])),
    ("随机数不多于来源", lambda c, p: len(c["entropy"]) <= len(c["manifest"]["entropy"])),
    ("种子在所有随机数之后", lambda c, p: "seed" not in c or len(c["entropy"]) == len(c["manifest"]["entropy"])),
    ("结果和种子同时有", lambda c, p: ("result" in p) == ("seed" in c) or ("end" in c and "result" not in p)),
    ("公开和证明同时有", lambda c, p: ("reveal" in c) == ("reveal" in p)),
    ("终止和证明同时有", lambda c, p: ("end" in c) == ("end" in p)),
    ("作废在第一个随机数之前", lambda c, p: c.get("end", {}).get("kind") != "void" or not c["entropy"]),
    ("随机数要有结果或终止", lambda c, p: not c["entropy"] or "result" in p or "end" in c),
    ("公开、替换、公开的行要有结果",
     lambda c, p: "result" in p or not (c["replacements"] or c["openings"] or "reveal" in c)),
    ("每次替换有证明", lambda c, p: [set(one) for one in c["replacements"]]
     == [set(one) for one in p.get("replacements", [])]),
    ("只有最后一次替换可以没有答复", lambda c, p: all(
        "result" in one for one in c["replacements"][:-1])),
    ("只有摇号后才有名单文件", lambda c, p: "strata" in c or not {"winners", "reserve"} & set(c)),
    ("中签或者都在证书里，或者都在文件里", lambda c, p: all(
        ("winners" in tier) != ("winners" in c) for stratum in c.get("strata", []) for tier in stratum["tiers"])),
    ("候补或者都在证书里，或者都在文件里", lambda c, p: all(
        ("reserve" in stratum) != ("reserve" in c) for stratum in c.get("strata", []))),
    ("公开的位置不重复", lambda c, p: differ((one["rank"], one.get("k")) for one in c["openings"])),
    ("检查组行和盐同时有", lambda c, p: all(("teamRow" in one) == ("teamSalt" in one) for one in c["openings"])),
    ("不公开的行不重复", lambda c, p: differ(row["leaf"] for row in c.get("reveal", {}).get("withheld", []))),
    ("全部公开时才有对象密钥", lambda c, p: "reveal" not in c
     or ("objectKey" in c["reveal"]) != bool(c["reveal"]["withheld"])),
]


# ---- §3 rows --------------------------------------------------------------------------------------------------------

def read_row(row, fields, kind):
    """The fields of a row, each of its form ("-" is empty)."""
    values = row.split("\t")
    need(len(values) == len(fields), kind + "行的字段数不对")
    for value, (name, form) in zip(values, fields.items()):
        need(form(value), "%s行的 %s 写法不对" % (kind, name))
    read = dict(zip(fields, values))
    return {name: int(value) if fields[name] in (SHORT, WEIGHT) else value for name, value in read.items()}


def tags_of(value):
    return [] if value == "-" else value.split(" ")


def is_tags(value):
    return value == "-" or (all(map(CODE, tags_of(value))) and ascending([tag.encode() for tag in tags_of(value)]))


WEIGHT = lambda value: SHORT(value) and 1 <= int(value) <= 255  # noqa: E731
OR_EMPTY = lambda form: lambda value: value == "-" or form(value)  # noqa: E731
OBJECT_ROW = {"stratum": CODE, "id": is_object_id, "name": is_name, "tier": SHORT, "weight": WEIGHT,
              "state": one_of("in", "base", "out"), "reason": OR_EMPTY(CODE), "needs": is_tags}
INSPECTOR_ROW = {"id": PERSON, "name": is_name, "tags": is_tags, "load": SHORT, "cap": SHORT,
                 "state": one_of("in", "borrow", "out"), "reason": OR_EMPTY(HEX)}
RECUSAL_ROW = {"object": is_object_id, "inspector": PERSON, "reason": HEX}


def read_object(row):
    read = read_row(row, OBJECT_ROW, "对象")
    need((read["state"] == "in") == (read["reason"] == "-"), "对象行的状态和理由不符")
    return read


def public_line(read, leaf):
    """The public line of an object row (§4)."""
    out = read["state"] == "out"
    shown = [read["stratum"], "-" if out else read["tier"], "-" if out else read["weight"], read["state"], leaf]
    return "\t".join(map(str, shown))


def read_team(row, reveal_by):
    """A team row (§9): canonical, its window before everything is opened."""
    team = read_json(row.encode())
    need(TEAM(team), "检查组行写法不对")
    need(team["window"]["from"] <= team["window"]["to"] < reveal_by, "检查日期不在公开日期之前")
    return team


# ---- §12 the log ----------------------------------------------------------------------------------------------------

def from_base64(value):
    try:
        data = base64.b64decode(value, validate=True)
    except ValueError:
        return b""
    return data if base64.b64encode(data).decode() == value else b""


ED25519, COSIGNATURE, SM2 = (b"\1", 32), (b"\4", 32), (b"\xffsunlot/sm2-with-sm3", 65)


class VerifierKey:
    """name+key id+Base64 of type and public key (§12)."""

    def __init__(self, value, kind):
        marker, length = kind
        parts = value.split("+", 2)
        need(len(parts) == 3 and text(r"[^\s+]+")(parts[0]), "验证密钥写法不对")
        self.name, key = parts[0], from_base64(parts[2])
        self.public = key[len(marker):]
        need(key.startswith(marker) and len(self.public) == length, "验证密钥写法不对")
        need(kind != SM2 or self.public[0] == 4, "国密密钥写法不对")
        self.id = sha256(self.name.encode(), b"\n", key)[:4]
        need(self.id.hex() == parts[1], "验证密钥的编号不对")
        self.length = 72 if kind == COSIGNATURE else 64


class Checkpoint:
    """A signed note with its time; lines of known keys must look right, their signatures are not checked (§12)."""

    def __init__(self, note, log, others):
        body, _, signed = note.partition("\n\n")
        match = re.fullmatch(r"(.+)\n(0|[1-9][0-9]{0,15})\n(.+)\ntime (.+)", body)
        need(match and INSTANT(match[4]) and len(from_base64(match[3])) == 32, "检查点写法不对")
        self.origin, self.size, self.root = match[1], int(match[2]), from_base64(match[3])
        self.time, self.signatures = seconds(match[4]), []
        lines = signed.split("\n")
        need(lines.pop() == "" and 1 <= len(lines) <= 64, "检查点的签名行不对")
        for line in lines:
            match = re.fullmatch(r"— ([^\s+]+) (\S+)", line)
            data = from_base64(match[2]) if match else b""
            need(len(data) > 4, "检查点的签名行不对")
            self.signatures.append((match[1], data[:4], data[4:]))
        need(self.origin == log.name and self.lines_of(log), "检查点没有日志的签名")
        for key in others:
            self.lines_of(key)

    def lines_of(self, key):
        found = [data for name, key_id, data in self.signatures if (name, key_id) == (key.name, key.id)]
        need(all(len(data) == key.length for data in found), "检查点的签名行长度不对")
        return found


def entry_leaf(entry):
    return sha256(b"\0", canonical(entry))


# ---- §7 sources -----------------------------------------------------------------------------------------------------

def balls(value, count, most, rising):
    """Whether the text is `count` different numbers from 1 to `most`, two digits each with a dot behind."""
    drawn = value.split(".")[:-1]
    return (text("([0-9]{2}[.]){%d}" % count)(value) and differ(drawn) and all(1 <= int(ball) <= most for ball in drawn)
            and (not rising or drawn == sorted(drawn)))


def dice_form(source, value):
    return text("[%s]{%d}" % ("0-9" if source["faces"] == 10 else "1-%d" % source["faces"], source["count"]))(value)


def lottery_form(*parts):
    """The value of a lottery: kind, issue, and parts of numbers, each ended by a slash."""
    def form(source, value):
        shown = value.split("/")
        return (shown[:2] == [source["k"], source["issue"]] and len(shown) == len(parts) + 3 and shown[-1] == ""
                and all(part(numbers) for part, numbers in zip(parts, shown[2:])))
    return form


VALUE_FORM = {
    "nonces": lambda source, value: HEX(value),
    "dice": dice_form,
    "balls": lambda source, value: value[-1:] == "/" and balls(value[:-1], source["count"], source["of"], False),
    "drand": lambda source, value: text("[0-9a-f]{96}")(value),
    "kl8": lottery_form(lambda numbers: balls(numbers, 20, 80, True)),
    "ssq": lottery_form(lambda numbers: balls(numbers, 6, 33, True), lambda numbers: balls(numbers, 1, 16, True)),
    "3d": lottery_form(text("([0-9][.]){3}")),
}
STAGE = {"nonces": 0, "dice": 1, "balls": 1, "drand": 2, "kl8": 2, "ssq": 2, "3d": 2}
PUBLIC = [kind for kind, stage in STAGE.items() if stage == 2]


def bits(source):
    """Declared bits of a source (§7)."""
    outcomes = 1
    if source["k"] == "dice":
        outcomes = source["faces"] ** source["count"]
    if source["k"] == "balls":
        for drawn in range(source["count"]):
            outcomes *= max(1, source["of"] - drawn)
    return {"drand": 256, "kl8": 61, "ssq": 24, "3d": 9}.get(source["k"], outcomes.bit_length() - 1)


def round_time(number_of_round):
    return 1692803367 + 3 * (number_of_round - 1)


def exists_at(source):
    """When the value of a source comes into being, or may be closed at the earliest, by itself (§7)."""
    if source["k"] == "drand":
        return round_time(source["round"])
    return seconds(source.get("drawnAt") or source.get("deadline") or "1970-01-01T00:00:00Z")


def seed_bytes(kind, value):
    """What a value brings into the seed (§7)."""
    if kind == "drand":
        return sha256(bytes.fromhex(value))
    return bytes.fromhex(value) if kind == "nonces" else value.encode()


# ---- §9 assignment --------------------------------------------------------------------------------------------------

class Plan:
    """Who sits where. `able` maps each seat (rank, seat id) to those who may take it; loads and caps are by person.

    A person who takes a seat and gives another up leaves the sum of squares as it is. So what a chain of such moves
    costs depends only on who has one seat more at its end: the one with the least total is the cheapest.
    """

    def __init__(self, able, loads, caps):
        self.able, self.loads, self.caps = able, loads, caps
        self.holder, self.sits, self.fixed = {}, {person: {} for person in loads}, set()

    def total(self, person):
        return self.loads[person] + len(self.sits[person])

    def release(self, seat):
        person = self.holder.pop(seat)
        del self.sits[person][seat[0]]
        return person

    def put(self, seat, person):
        self.holder[seat] = person
        self.sits[person][seat[0]] = seat

    def fill(self, start, takers, seen, loser=None):
        """Fill a seat, moving others on where needed, at the least cost; False if that cannot be.

        With a `loser`, who sat there until now, the sum of squares must stay as it was: he takes another seat, or he has
        one less and somebody one more. `seen` collects seats and people from which there is no way.
        """
        came, queue, ends = {}, deque([start]), {}

        def give_up(person, seats, seat, taker):
            for other in seats:
                if other not in seen and other not in self.fixed:
                    seen.add(other)
                    came[other] = (seat, taker)
                    queue.append(other)

        seen.add(start)
        while queue:
            seat = queue.popleft()
            for person in takers if seat == start else self.able[seat]:
                if seat[0] in self.sits[person]:
                    give_up(person, [self.sits[person][seat[0]]], seat, person)
                elif person not in seen:
                    seen.add(person)
                    give_up(person, self.sits[person].values(), seat, person)
                    if len(self.sits[person]) < self.caps[person]:
                        ends[person] = seat
                        for other in self.loads if loser else ():
                            if other not in seen and self.total(other) == self.total(person) + 1:
                                seen.add(other)
                                give_up(other, self.sits[other].values(), seat, person)
        person = min(ends, key=self.total, default=None)
        if person is None or (loser and self.total(person) > self.total(loser)):
            return False
        if loser in ends:
            person = loser
        moves = [(ends[person], person)]
        while moves[-1][0] != start:
            moves.append(came[moves[-1][0]])
        for seat, _ in moves[:-1]:
            self.release(seat)
        for seat, person in moves:
            self.put(seat, person)
        return True

    def fill_all(self):
        """An optimal plan; gives the deficit set."""
        left_open = [seat for seat in self.able if not self.fill(seat, self.able[seat], set())]
        seen = set()
        for seat in left_open:
            self.fill(seat, self.able[seat], seen)
        return seen & set(self.able)

    def choose(self, seat, people):
        """Give the seat to the first of the people with whom an optimal plan still exists."""
        loser, seen = self.release(seat), set()
        next(person for person in people if self.fill(seat, [person], seen, loser))
        self.fixed.add(seat)


class Crew:
    """The people of a session and where they sit: the draw's teams (§9), then those after replacements (§10a)."""

    def __init__(self, hashes, manifest, inspectors, recusals):
        self.hashes, self.seats, self.fallback = hashes, manifest["seats"], manifest["fallback"]
        self.recused = {(row["object"], row["inspector"]) for row in recusals}
        self.people = {row["id"]: row for row in inspectors if row["state"] == "in"}
        self.waiting = {row["id"]: row for row in inspectors if row["state"] == "borrow"}
        self.caps = {row["id"]: row["cap"] for row in inspectors}
        self.swapped, self.teams, self.steps, self.postponed, self.deficit = set(), {}, [], [], []

    def marks(self, rank):
        """Ids of the seats on which the object's needs apply."""
        marked = [bool(seat.get("object")) for seat in self.seats]
        if rank in self.swapped:
            marked[marked.index(False)], marked[marked.index(True)] = None, False
            marked[marked.index(None)] = True
        return {seat["id"] for seat, mark in zip(self.seats, marked) if mark}

    def may_take(self, person, rank, seat, target):
        needs = set(seat["needs"]) | set(tags_of(target["needs"]) if seat["id"] in self.marks(rank) else [])
        return needs <= set(tags_of(self.people[person]["tags"])) and (target["id"], person) not in self.recused

    def by_ticket(self, seed, rank, seat_id, people):
        key = self.hashes.expand(seed, "sunlot/1/seat/%d/%s" % (rank, seat_id))
        return sorted(people, key=lambda person: self.hashes.hash(key, b"\0", person.encode()))

    def plan(self, targets):
        able = {(rank, seat["id"]): [person for person in self.people if self.may_take(person, rank, seat, target)]
                for rank, target in targets.items() for seat in self.seats}
        plan = Plan(able, {person: row["load"] for person, row in self.people.items()}, self.caps)
        return plan, plan.fill_all()

    def swap(self, targets, open_ranks):
        swappable = {bool(seat.get("object")) for seat in self.seats} == {True, False}
        new = {rank for rank in open_ranks if targets[rank]["needs"] != "-" and swappable}
        self.swapped |= new
        return bool(new)

    def raise_caps(self, targets, open_ranks):
        self.caps.update({person: self.caps[person] + 1 for person in self.people})
        return bool(self.people)

    def borrow(self, targets, open_ranks):
        joined, self.waiting = self.waiting, {}
        self.people.update(joined)
        return bool(joined)

    def postpone(self, targets, open_ranks):
        while open_ranks:
            self.postponed.append(max(open_ranks))
            del targets[max(open_ranks)]
            open_ranks = {rank for rank, _ in self.plan(targets)[1]}
        return True

    def assign(self, seed, targets):
        """The teams of the drawn objects (by lowest rank), with the steps of the fallback."""
        targets, (plan, deficit) = dict(targets), self.plan(targets)
        actions = {"swapObjectSeat": self.swap, "cap+1": self.raise_caps, "borrow": self.borrow,
                   "postpone": self.postpone}
        for step in dict.fromkeys(self.fallback):
            if deficit and actions[step](targets, {rank for rank, _ in deficit}):
                self.steps.append(step)
                plan, deficit = self.plan(targets)
        self.postponed.sort()
        if deficit:
            self.swapped, self.postponed = set(), []
            self.deficit = [{"rank": rank, "seat": seat["id"]} for rank in sorted(targets) for seat in self.seats
                            if (rank, seat["id"]) in deficit]
            return
        self.swapped &= set(targets)
        key = self.hashes.expand(seed, "sunlot/1/seats")
        order = sorted(plan.able, key=lambda seat: self.hashes.hash(key, b"\0", b"%d/" % seat[0], seat[1].encode()))
        for seat in order:
            plan.choose(seat, self.by_ticket(seed, seat[0], seat[1], plan.able[seat]))
        self.teams = {rank: {seat["id"]: plan.holder[rank, seat["id"]] for seat in self.seats}
                      for rank in sorted(targets)}

    def take_seat(self, seed, rank, seat, target, team, barred):
        """The seat rule of §10a."""
        held = Counter(person for other in self.teams.values() for person in other.values())
        free = [person for person in self.people if self.may_take(person, rank, seat, target)
                and held[person] < self.caps[person] and person not in barred and person not in team.values()]
        for person in self.by_ticket(seed, rank, seat["id"], free)[:1]:
            team[seat["id"]] = person

    def team_row(self, rank):
        """The team of a rank as a list of seats, in template order."""
        return [{"seat": seat["id"], "inspector": self.teams[rank][seat["id"]]} for seat in self.seats
                if seat["id"] in self.teams.get(rank, {})]

    def vacant(self, rank):
        return [seat["id"] for seat in self.seats if rank in self.teams and seat["id"] not in self.teams[rank]]


# ---- The pack and what several checks need of it --------------------------------------------------------------------

def read_files(path):
    """Files of a pack, by name: of a folder or of a zip (§13)."""
    if os.path.isdir(path):
        found = [os.path.join(folder, name) for folder, _, names in os.walk(path) for name in names]
        files = {os.path.relpath(name, path).replace(os.sep, "/"): open(name, "rb").read() for name in found}
    else:
        with zipfile.ZipFile(path) as archive:
            names = [name for name in archive.namelist() if not name.endswith("/")]
            if not differ(names):
                raise ValueError("一个文件名出现两次")
            files = {name: archive.read(name) for name in names}
    if "draw.json" not in files:
        raise ValueError("没有 draw.json")
    return files


class Draw:
    """One pack. What a property cannot work out is the fault of the check that asked for it."""

    def __init__(self, files, trusted_key=None):
        self.files, self.trusted_key, self.states = files, trusted_key, {}
        self.certificate = read_json(files["draw.json"])
        self.well_formed = CERTIFICATE(self.certificate)
        if not self.well_formed:
            return
        self.manifest, self.proofs = self.certificate["manifest"], self.certificate["proofs"]
        self.hashes = Hashes(self.manifest["profile"])
        self.strata = {stratum["id"]: stratum for stratum in self.manifest["strata"]}
        self.sources, self.values = self.manifest["entropy"], self.certificate["entropy"]
        self.fingerprint = self.hashes.hash(canonical(self.manifest)).hex()
        self.seed = bytes.fromhex(self.certificate.get("seed", ""))
        self.reveal, self.end = self.certificate.get("reveal"), self.certificate.get("end")
        self.drawn, self.resulted = "seed" in self.certificate, "result" in self.proofs
        self.records = self.certificate["replacements"]
        self.withheld = {row["leaf"]: row["ground"] for row in (self.reveal or {"withheld": []})["withheld"]}

    @property
    def phase(self):
        if not self.well_formed:
            return ""
        reached = [("PX", self.end), ("P1", not self.drawn), ("P4", self.reveal), ("P3", self.certificate["openings"])]
        return next((phase for phase, holds in reached if holds), "P2")

    # -- files

    def lines(self, name):
        """The lines of a text file (§2)."""
        need(name in self.files, "缺少 " + name)
        try:
            lines = self.files[name].decode().split("\n")
        except UnicodeDecodeError:
            raise Verdict("fail", name + " 不是 UTF-8")
        need(lines.pop() == "", name + " 的最后一行没有换行")
        return lines

    def records_of(self, name, form):
        """The values of a file with canonical JSON, one a line."""
        values = [read_json(line.encode()) for line in self.lines(name)]
        need(all(form(value) for value in values), name + " 有一行写法不对")
        return values

    def leaves(self, name):
        lines = self.lines(name)
        need(all(map(HEX, lines)), name + " 有一行不是叶码")
        return lines

    @cached_property
    def object_lines(self):
        """Public lines of the objects (§4), by leaf: stratum, tier, weight, state."""
        lines = {}
        for line in self.lines("lists/objects.txt"):
            stratum, tier, weight, state, leaf = line.split("\t") if line.count("\t") == 4 else [""] * 5
            out = (tier, weight) == ("-", "-") if state == "out" else SHORT(tier) and WEIGHT(weight)
            need(CODE(stratum) and state in ("in", "base", "out") and out and HEX(leaf), "对象名单有一行写法不对")
            lines[leaf] = {"stratum": stratum, "tier": 0 if state == "out" else int(tier), "state": state,
                           "weight": 0 if state == "out" else int(weight), "line": line}
        return lines

    def opened(self, name):
        """Rows of an opened file with their leaves: (leaf, salt, row) (§13)."""
        pairs = [line.split("\t", 1) for line in self.lines(name)]
        need(all(len(pair) == 2 and HEX(pair[0]) for pair in pairs), name + " 有一行写法不对")
        return [(self.hashes.row_leaf(salt, row), salt, row) for salt, row in pairs]

    @cached_property
    def opened_objects(self):
        return {leaf: read_object(row) for leaf, _, row in self.opened("opened/objects.txt")}

    # -- the log

    @cached_property
    def log_keys(self):
        """Verifier keys of the log (§12)."""
        log = VerifierKey(self.proofs["log"], ED25519)
        second = [VerifierKey(self.proofs["logGm"], SM2)] if "logGm" in self.proofs else []
        need(all(key.name == log.name for key in second), "国密密钥的名称不是日志的名称")
        return log, second

    def checkpoint(self, note):
        log, second = self.log_keys
        checkpoint = Checkpoint(note, log, second)
        need(all(checkpoint.lines_of(key) for key in second), "检查点没有国密签名")
        return checkpoint

    @cached_property
    def first_checkpoint(self):
        return self.checkpoint(self.proofs["manifest"]["checkpoint"])

    def later(self, proof):
        """The checkpoint of a later proof, which extends the manifest's."""
        checkpoint = self.checkpoint(proof["checkpoint"])
        path = [bytes.fromhex(node) for node in proof["consistency"]]
        need(extends(self.first_checkpoint, checkpoint, path), "后来的检查点没有延续清单的检查点")
        return checkpoint

    def logged(self, kind, content, proof, checkpoint):
        """The leaf of an entry, which must lie under the checkpoint (§11, §12)."""
        about = {key: self.manifest[key] for key in ("agency", "task", "seq")}
        entry = {"type": kind, "at": proof["at"], **content}
        if kind != "manifest":
            entry.update(about, fingerprint=self.fingerprint)
        leaf, path = entry_leaf(entry), [bytes.fromhex(node) for node in proof["path"]]
        need(included(leaf, proof["index"], checkpoint.size, path, checkpoint.root), "条目不在日志里：" + kind)
        need(seconds(proof["at"]) <= checkpoint.time, "条目晚于它的检查点：" + kind)
        return leaf.hex()

    @cached_property
    def witnesses(self):
        """The witness policy, with the verifier keys read (§12)."""
        policy = self.files.get("witnesses.json", b'{"quorum":0,"witnesses":[]}')
        need(self.hashes.hash(policy).hex() == self.manifest["witnesses"], "见证规则不是清单写的那一份")
        policy = read_json(policy)
        need(POLICY(policy) and len(policy["witnesses"]) <= 32, "见证规则写法不对")
        need(policy["quorum"] in range(min(1, len(policy["witnesses"])), len(policy["witnesses"]) + 1), "见证人数不对")
        keys = [VerifierKey(witness["key"], COSIGNATURE) for witness in policy["witnesses"]]
        log = self.log_keys[0]
        need(differ(witness["name"] for witness in policy["witnesses"]) and differ([key.name for key in keys])
             and differ([key.public for key in keys] + [log.public]), "见证人的名称或密钥重复")
        return policy, list(zip(policy["witnesses"], keys))

    @cached_property
    def commitment(self):
        """T of §12 and the class; T is None while the quorum is incomplete."""
        policy, witnesses = self.witnesses
        signed = []
        for witness, key in witnesses:
            times = [int.from_bytes(data[:8], "big") for data in self.first_checkpoint.lines_of(key)]
            signed += [(min(times), witness["outside"])] if times else []
        signed.sort(key=lambda one: one[0])
        if not witnesses:
            return self.first_checkpoint.time, "unwitnessed"
        outside = any(witness["outside"] for witness, _ in witnesses)
        for count in range(policy["quorum"], len(signed) + 1):
            if not outside or any(one[1] for one in signed[:count]):
                complete = max(signed[count - 1][0], self.first_checkpoint.time)
                return complete, "outside" if any(one[1] for one in signed) else "inside"
        return None, "incomplete"

    @cached_property
    def log(self):
        """Every entry of the log with its leaf, or None without log.jsonl (§13)."""
        if "log.jsonl" not in self.files:
            return None
        entries = [(line.encode(), read_json(line.encode())) for line in self.lines("log.jsonl")]
        need(all(isinstance(entry, dict) and TEXT(entry.get("type")) and INSTANT(entry.get("at"))
                 for _, entry in entries), "日志全文有一行写法不对")
        return [(sha256(b"\0", line), entry) for line, entry in entries]

    def log_of(self, *kinds):
        """Index and entry of the session's entries of some kinds."""
        return [(index, entry) for index, (_, entry) in enumerate(self.log)
                if entry.get("fingerprint") == self.fingerprint and entry["type"] in kinds]

    # -- the outcome

    @cached_property
    def winners(self):
        """Rank → (stratum, leaf), as the certificate or lists/winners.txt tells (§10)."""
        if "winners" not in self.certificate:
            return {one["rank"]: (stratum["id"], one["leaf"]) for stratum in self.certificate["strata"]
                    for tier in stratum["tiers"] for one in tier["winners"]}
        lines = self.long_list("winners", [text("[1-9][0-9]*"), CODE, SHORT, HEX, HEX])
        return {int(rank): (stratum, leaf) for rank, stratum, _, leaf, _ in lines}

    @cached_property
    def reserve(self):
        """Leaf → stratum of the 候补."""
        if "reserve" not in self.certificate:
            return {one["leaf"]: stratum["id"] for stratum in self.certificate["strata"]
                    for one in stratum["reserve"]}
        return {leaf: stratum for stratum, _, leaf, _ in self.long_list("reserve", [CODE, SHORT, HEX, HEX])}

    def long_list(self, name, forms):
        """The fields of lists/winners.txt or lists/reserve.txt; `notYet` where it is missing or another."""
        try:
            lines = self.lines("lists/%s.txt" % name)
            fields = [line.split("\t") for line in lines]
            need(all(len(one) == len(forms) and all(form(field) for form, field in zip(forms, one))
                     for one in fields), name)
            told = {"root": self.hashes.root([line.encode() for line in lines]), "size": len(lines)}
            need(told == self.certificate[name], name)
            return fields
        except Verdict:
            raise Verdict("notYet", "lists/%s.txt 缺少或不对" % name)

    def tickets(self, seed, stratum):
        """Lines `in` of a stratum in their order: (tier, ticket, leaf) (§8)."""
        keys, found = {}, []
        for leaf, line in self.object_lines.items():
            if line["stratum"] == stratum and line["state"] == "in":
                tier = line["tier"]
                if tier not in keys:
                    keys[tier] = self.hashes.expand(seed, "sunlot/1/stratum/%s#%d" % (stratum, tier))
                found.append((tier, self.ticket(keys[tier], leaf, line["weight"]), leaf))
        return sorted(found)

    def ticket(self, key, leaf, weight):
        return min(self.hashes.hash(key, bytes([lot]), bytes.fromhex(leaf)) for lot in range(weight)).hex()

    @cached_property
    def places(self):
        """Places in the order in which they came about: (rank, k) → leaf, or None for one that stayed open (§10a)."""
        places = {(rank, 0): leaf for rank, (_, leaf) in self.winners.items()}
        for one in self.records:
            for place in one.get("result", {"places": []})["places"]:
                places[place["rank"], place["k"]] = place.get("leaf")
        return places

    @cached_property
    def holders(self):
        """Rank → (k, leaf) of the place that holds it now."""
        return {rank: (k, leaf) for (rank, k), leaf in sorted(self.places.items())}

    @cached_property
    def crew(self):
        """The draw's teams, recomputed from the opened rows (§9)."""
        inspectors = [read_row(row, INSPECTOR_ROW, "人员") for _, _, row in self.opened("opened/inspectors.txt")]
        need(all((row["state"] == "out") == (row["reason"] != "-") for row in inspectors), "人员行的状态和理由不符")
        recusals = [read_row(row, RECUSAL_ROW, "回避") for _, _, row in self.opened("opened/recusals.txt")]
        return Crew(self.hashes, self.manifest, inspectors, recusals)


# ---- §14 checks -----------------------------------------------------------------------------------------------------

def check_files(draw):
    """V1: sums of the files, form of the certificate, parts with their proofs."""
    sums = b"".join(hashlib.sha256(draw.files[name]).hexdigest().encode() + b"  " + name.encode() + b"\n"
                    for name in sorted(draw.files, key=str.encode) if name != "SHA256SUMS")
    need(draw.files.get("SHA256SUMS") == sums, "SHA256SUMS 与文件不符")
    need(draw.certificate is not None, "draw.json 不是规范的 JSON")
    need(draw.well_formed, "draw.json 的写法不对")
    for why, holds in PARTS:
        need(holds(draw.certificate, draw.proofs), "证书不齐：" + why)
    software = draw.certificate["software"]
    return "pass", "文件完整，证书格式正确，软件 %s %s" % (software["name"], software["version"])


def check_commitment(draw):
    """V2: the manifest stood in the log, and its witnesses cosigned."""
    need(draw.trusted_key in (None, draw.proofs["log"]), "不是所信任的日志")
    proof, checkpoint = draw.proofs["manifest"], draw.first_checkpoint
    draw.logged("manifest", {"manifest": draw.manifest}, proof, checkpoint)
    moment, kind = draw.commitment
    if moment is None:
        need(not draw.values, "见证人数不足，随机数已经产生")
        wait(False, "见证人数还不足")
    why = "清单在日志第 %d 条，见证类别 %s；日志和见证人的签名（Ed25519）此处未核"
    return "notChecked", why % (proof["index"], kind)


def check_sources(draw):
    """V3: sources one after another, none before its time, public values late enough (§7)."""
    stages = [STAGE[source["k"]] for source in draw.sources]
    need(stages == sorted(stages) and stages.count(0) < 2 and stages[-1] > 0, "来源的次序不对")
    publics = [(source["k"], source.get("round", source.get("issue"))) for source in draw.sources
               if source["k"] in PUBLIC]
    need(differ(publics), "同一轮或同一期用了两次")
    wait(draw.values, "还没有摇号")
    began, kind = draw.commitment
    need(began is not None, "见证人数不足，随机数已经产生")
    lead = draw.manifest["lead"]
    last = draw.proofs["result"] if draw.resulted else draw.proofs["end"]
    checkpoint = draw.later(last)
    index, earliest, unknown_until = draw.first_checkpoint.size - 1, began + lead, began
    for number_of_source, (source, value, proof) in enumerate(
            zip(draw.sources, draw.values, draw.proofs["entropy"]), 1):
        content = {"source": number_of_source, "k": value["k"], "value": value["value"]}
        need(draw.logged("entropy", content, proof, checkpoint) == value["entry"], "随机数的条目与证书不符")
        moment = seconds(proof["at"])
        need(proof["index"] > index and moment >= max(earliest, exists_at(source)), "随机数早于应有的时间")
        if source["k"] in PUBLIC:
            need(exists_at(source) >= unknown_until + lead, "公共随机数产生得太早")
        else:
            unknown_until = moment
        index, earliest = proof["index"], moment
    need(last["index"] > index and seconds(last["at"]) >= earliest, "结果早于随机数")
    beacon = draw.sources[-1]["k"] == "drand"
    if beacon and kind != "unwitnessed":
        return "notChecked", "次序和时间在日志里正确；信标和见证人的签名此处未核"
    return "stated", "次序和时间在日志里正确；随机数的产生靠现场见证"


def check_end(draw):
    """The end of a session is in the log, after all else (§11, §12)."""
    proof = draw.proofs["end"]
    checkpoint, reason = draw.later(proof), {"reason": draw.end["reason"]}
    before = [draw.proofs["manifest"], *draw.proofs["entropy"], *filter(None, [draw.proofs.get("result")])]
    need(proof["index"] > max(one["index"] for one in before), "终止早于之前的条目")
    if draw.end["kind"] == "abandoned":
        try:
            return draw.logged("abandoned", reason, proof, checkpoint)
        except Verdict:
            pass
    return draw.logged("void", reason, proof, checkpoint)


def check_time(draw):
    """The result was logged in time (§7)."""
    source, entry = draw.sources[-1], seconds(draw.proofs["entropy"][-1]["at"])
    limit = {"drand": lambda: exists_at(source) + 7200}
    for lottery in ("kl8", "ssq", "3d"):
        limit[lottery] = lambda: exists_at(source) + 86400
    need(seconds(draw.proofs["result"]["at"]) <= limit.get(source["k"], lambda: entry + 7200)(), "结果没有按时进日志")


def check_fate(draw):
    """The log tells of this session what the certificate tells, no more and no less."""
    told = {"entropy": [proof["index"] for proof in draw.proofs["entropy"]]}
    for part, kinds in (("result", ["result-commit"]), ("reveal", ["reveal"]), ("end", ["void", "abandoned"])):
        told[part] = [draw.proofs[part]["index"]] if part in draw.proofs else []
        need([index for index, _ in draw.log_of(*kinds)] == told[part], "日志与证书所说的不同：" + part)
    need([index for index, _ in draw.log_of("entropy")] == told["entropy"], "日志与证书所说的随机数不同")
    if draw.end:
        index = draw.proofs["end"]["index"]
        begun = [one for one, _ in draw.log_of("nonce", "entropy") if one < index]
        kind = draw.log[index][1]["type"]
        need(draw.end["kind"] == ("abandoned" if begun else kind), "终止的种类不对")


def check_log(draw):
    """V4: the whole log fits all checkpoints, and hides no other session."""
    if draw.end:
        check_end(draw)
    if draw.resulted:
        check_time(draw)
    if draw.log is None:
        return "stated", "没有日志全文，不能核对有没有漏报的抽取"
    checkpoints = [draw.first_checkpoint] + [draw.later(proof) for proof in all_later(draw)]
    leaves = [line for line in draw.files["log.jsonl"].split(b"\n")[:-1]]
    for checkpoint in checkpoints:
        need(checkpoint.size <= len(leaves), "日志全文不完整")
        need(LOG.root(leaves[:checkpoint.size]) == checkpoint.root.hex(), "日志全文与检查点不符")
    need(len(leaves) == max(checkpoint.size for checkpoint in checkpoints), "日志全文比检查点多")
    here, manifest = draw.proofs["manifest"]["index"], draw.manifest
    need(draw.log[here][1] == {"type": "manifest", "at": draw.proofs["manifest"]["at"], "manifest": manifest},
         "清单不在日志的这一条")
    sessions = {}
    for index, (_, entry) in enumerate(draw.log):
        if entry["type"] == "manifest" and set(entry) == {"type", "at", "manifest"} and MANIFEST(entry["manifest"]):
            other = entry["manifest"]
            same = [other[key] == manifest[key] for key in ("agency", "task", "seq")]
            need(index == here or not all(same), "同一场抽取在日志里有两份清单")
            if index < here:
                sessions[Hashes(other["profile"]).hash(canonical(other)).hex()] = other
    named, more = set(), manifest.get("supersedes", [])
    need(all(one in sessions for one in more), "清单写明的先前抽取不在日志里")
    while more:
        named |= set(more)
        more = [one for name in more for one in sessions.get(name, {}).get("supersedes", []) if one not in named]
    ended = {entry.get("fingerprint") for _, entry in draw.log[:here]
             if entry["type"] in ("result-commit", "void", "abandoned")}
    for fingerprint, other in sessions.items():
        common = draw.strata.keys() & {stratum["id"] for stratum in other["strata"]}
        if common and all(other[key] == manifest[key] for key in ("agency", "period")):
            need(fingerprint in named, "有一场更早的抽取没有写明：" + fingerprint[:16])
            need(fingerprint in ended, "更早的抽取还没有结束：" + fingerprint[:16])
    if "plan" in manifest:
        plans = [entry for leaf, entry in draw.log[:here] if leaf.hex() == manifest["plan"]]
        need(plans and PLAN(plans[0]) and plans[0]["agency"] == manifest["agency"], "清单写明的计划不在日志里")
        need(any(task["code"] == manifest["task"] and task["period"] == manifest["period"]
                 and set(task["strata"]) <= set(draw.strata) for task in plans[0]["tasks"]), "计划里没有这次任务")
    check_fate(draw)
    return "pass", "日志全文 %d 条，没有漏报的抽取；%s" % (len(leaves), "在计划内" if "plan" in manifest else "计划外")


def all_later(draw):
    """All proofs with a checkpoint of their own, besides the manifest's."""
    proofs = [draw.proofs[part] for part in ("result", "reveal", "end") if part in draw.proofs]
    return proofs + [proof for one in draw.proofs.get("replacements", []) for proof in one.values()]


def check_outsiders(draw):
    """V5: numbers of outsiders (§7)."""
    if draw.sources[0]["k"] != "nonces":
        return "pass", "本场没有场外随机数"
    wait(draw.values, "场外随机数还没有结束")
    if draw.log is None:
        return "stated", "没有日志全文，不能核对场外随机数"
    closed, began = draw.proofs["entropy"][0]["index"], draw.commitment[0]
    need(began is not None, "见证人数不足")
    numbers = draw.log_of("nonce")
    for index, entry in numbers:
        need(text("([0-9a-f]{2}){16,64}")(entry.get("nonce")), "场外随机数写法不对")
        need(index < closed and began + draw.manifest["lead"] <= seconds(entry["at"])
             <= seconds(draw.sources[0]["deadline"]), "场外随机数不在收数时间内")
    root = draw.hashes.root([bytes.fromhex(entry["nonce"]) for _, entry in numbers])
    need(root == draw.values[0]["value"], "场外随机数的根不对")
    return "pass", "场外随机数 %d 个，都在内" % len(numbers)


def check_values(draw):
    """V6: each value has the form of its source; at least 64 bits."""
    total = sum(map(bits, draw.sources))
    need(total >= 64, "随机数不足 64 比特")
    for source, value in zip(draw.sources, draw.values):
        need(value["k"] == source["k"] and VALUE_FORM[source["k"]](source, value["value"]), "随机数写法不对")
    wait(len(draw.values) == len(draw.sources), "随机数还没有摇完")
    if any(source["k"] == "drand" for source in draw.sources):
        return "notChecked", "形式正确，共 %d 比特；信标的签名（BLS）此处未核" % total
    return "pass", "形式正确，共 %d 比特" % total


def check_seed(draw):
    """V7: the seed of §7."""
    wait(draw.drawn, "还没有种子")
    manifest = draw.manifest
    salt = draw.hashes.hash(b"sunlot/1/draw", lp(manifest["agency"], manifest["task"]), be32(manifest["seq"]),
                            bytes.fromhex(draw.fingerprint))
    try:
        material = lp(*[seed_bytes(value["k"], value["value"]) for value in draw.values])
    except ValueError:
        raise Verdict("fail", "随机数写法不对")
    need(draw.hashes.hmac(salt, material) == draw.seed, "种子不对")
    return "pass", "种子由清单指纹和随机数算出，无误"


def check_lists(draw):
    """V8: the lists have the manifest's roots and sizes, leaves strictly increasing (§4)."""
    sizes = []
    for name, told in draw.manifest["lists"].items():
        objects, file = name == "objects", "lists/%s.txt" % name
        leaves = [line[-64:] for line in draw.lines(file)] if objects and draw.object_lines else draw.leaves(file)
        data = [line.encode() if objects else bytes.fromhex(line) for line in draw.lines(file)]
        need(ascending(leaves) and told == {"root": draw.hashes.root(data), "size": len(data)}, file + " 与清单不符")
        sizes.append(len(data))
    return "pass", "三份名单与清单一致：共 %d 行" % sum(sizes)


def check_terms(draw):
    """V9: the terms of the manifest fit each other (§5), and the lines."""
    manifest = draw.manifest
    tags = [tag.encode() for tag in manifest["tags"]]
    need(len(canonical(manifest)) <= 65000, "清单太大")
    need(ascending(tags) and all(ascending([tag.encode() for tag in seat["needs"]])
                                 and set(seat["needs"]) <= set(manifest["tags"]) for seat in manifest["seats"]), "标签不对")
    named = [draw.manifest["strata"], manifest["seats"], manifest["weights"]["table"]]
    need(all(differ(one["id"] for one in group) for group in named), "代码重复")
    need(manifest["cycle"]["from"] <= manifest["cycle"]["to"], "周期的日期不对")
    need(manifest["seq"] == 1 or "supersedes" in manifest, "没有写明先前的抽取")
    need(differ(manifest.get("supersedes", [])), "先前的抽取重复")
    need(all(source["k"] != "balls" or source["count"] <= source["of"] for source in draw.sources), "摇球个数不对")
    need(manifest["replacement"]["mode"] == "fresh" or all(source["k"] != "drand" for source in draw.sources),
         "有信标的抽取，替换必须重新取随机数")
    need(all(line["stratum"] in draw.strata for line in draw.object_lines.values()), "有的行没有类别")
    for stratum in manifest["strata"]:
        check_stratum(stratum, [line for line in draw.object_lines.values() if line["stratum"] == stratum["id"]])
    return "pass", "基数、应抽数、轮次、候补、排除数与名单一致"


def check_stratum(stratum, lines):
    """The terms of one stratum (§5)."""
    states, rule, n = Counter(line["state"] for line in lines), stratum["rule"], stratum["n"]
    base, pool = states["in"] + states["base"], states["in"]
    required = -(-rule["p"] * base // rule["q"]) if rule["kind"] == "ratio" else rule["count"]
    need((stratum["base"], stratum["required"]) == (base, required), "基数或应抽数不对")
    need(("shortfall" in stratum) == (n < required), "应抽数、抽取数与不足的说明不符")
    need(stratum.get("shortfall", {}).get("reason") != "pool-exhausted" or n == pool, "名单没有用尽")
    left, tiers = n, []
    for tier, size in sorted(Counter(line["tier"] for line in lines if line["state"] == "in").items()):
        tiers.append({"tier": tier, "pool": size, "n": min(size, left)})
        left -= tiers[-1]["n"]
    need(stratum["tiers"] == tiers and left == 0, "轮次不对")
    need(n + stratum["reserve"] <= pool, "候补太多")
    groups = [(one["state"], one["reason"]) for one in stratum["excluded"]]
    need(ascending(groups), "排除的次序不对")
    for state in ("base", "out"):
        total = sum(one["count"] for one in stratum["excluded"] if one["state"] == state)
        need(total == states[state], "排除数不对")


def check_outcome(draw):
    """V10: winners, ranks, tickets, cut-offs and 候补, and the result in the log (§8, §10)."""
    wait(draw.drawn, "还没有结果")
    strata, winners, reserve, cutoffs = [], [], [], []
    for stratum in draw.manifest["strata"]:
        order = draw.tickets(draw.seed, stratum["id"])
        n, rank = stratum["n"], len(winners) + 1
        drawn = [(rank + place, stratum["id"]) + line for place, line in enumerate(order[:n])]
        waiting = [(stratum["id"],) + line for line in order[n:n + stratum["reserve"]]]
        winners, reserve = winners + drawn, reserve + waiting
        tiers = []
        for tier in stratum["tiers"]:
            told = [{"rank": rank, "leaf": leaf, "t": ticket} for rank, _, at, ticket, leaf in drawn
                    if at == tier["tier"]]
            tiers.append({"tier": tier["tier"], "winners": told})
            if told:
                tiers[-1]["cutoff"] = told[-1]["t"]
                cutoffs.append({"stratum": stratum["id"], "tier": tier["tier"], "cutoff": told[-1]["t"]})
        strata.append({"id": stratum["id"], "tiers": tiers, "reserve": [
            {"tier": tier, "leaf": leaf, "t": ticket} for _, tier, ticket, leaf in waiting]})
    for name, all_lines, holders in (("winners", winners, [tier for one in strata for tier in one["tiers"]]),
                                     ("reserve", reserve, strata)):
        need((name in draw.certificate) == (len(all_lines) > 2000), "结果的写法不对")
        if len(all_lines) > 2000:
            lines = ["\t".join(map(str, (*one[:-2], one[-1], one[-2]))) for one in all_lines]
            told = {"root": draw.hashes.root([line.encode() for line in lines]), "size": len(lines)}
            need(draw.lines("lists/%s.txt" % name) == lines and draw.certificate[name] == told, "名单文件不对：" + name)
            for holder in holders:
                del holder[name]
    need(draw.certificate["strata"] == strata, "中签、候补或分界与种子不符")
    if draw.resulted:
        body = {key: value for key, value in draw.certificate.items()
                if key not in ("proofs", "openings", "replacements", "reveal", "end")}
        commit = {"fingerprint": draw.fingerprint, "seed": draw.certificate["seed"], "cutoffs": cutoffs,
                  "objectsRoot": draw.manifest["lists"]["objects"]["root"],
                  "teamsRoot": draw.certificate["teams"]["root"], "body": draw.hashes.hash(canonical(body)).hex()}
        proof = draw.proofs["result"]
        draw.logged("result-commit", {"commit": commit}, proof, draw.later(proof))
    return "pass", "中签 %d 行全部由种子算出%s" % (len(winners), "，结果在日志里" if draw.resulted else "")


def check_opened(draw):
    """V11: opened rows and teams are those that were drawn."""
    wait(draw.drawn, "还没有结果")
    teams = set(draw.leaves("lists/teams.txt")) if draw.certificate["openings"] else set()
    teams |= {place["team"] for one in draw.records if "result" in one for place in one["result"]["places"]
              if "team" in place}
    seen = set()
    for opening in draw.certificate["openings"]:
        leaf = draw.hashes.row_leaf(opening["salt"], opening["row"])
        need(leaf == draw.places.get((opening["rank"], opening.get("k", 0))), "公开的行不是抽中的行")
        seen.add((leaf, opening["row"]))
        if "teamRow" in opening:
            team = read_team(opening["teamRow"], draw.manifest["revealBy"])
            need(draw.hashes.row_leaf(opening["teamSalt"], opening["teamRow"]) in teams
                 and team["rank"] <= opening["rank"], "公开的检查组不是定下的组")
    if draw.reveal:
        seen |= {(leaf, row) for leaf, _, row in draw.opened("opened/objects.txt")}
    for leaf, row in seen:
        line = draw.object_lines.get(leaf)
        need(line and public_line(read_object(row), leaf) == line["line"], "公开的行与名单不符")
    drawn = {leaf for leaf in draw.places.values() if leaf}
    wait(drawn <= {leaf for leaf, _ in seen} | set(draw.withheld), "抽中的行还没有都公开")
    return "pass", "公开的行就是抽中的行"


def lowest_ranks(draw, holders):
    """Object id → its ranks, ascending, of rank → leaf."""
    ranks = {}
    for rank, leaf in sorted(holders.items()):
        if leaf:
            ranks.setdefault(draw.opened_objects[leaf]["id"], []).append(rank)
    return ranks


def check_teams(draw):
    """V12: the teams committed to are those that §9 gives."""
    wait(draw.drawn, "还没有结果")
    told, leaves = draw.certificate["teams"], draw.leaves("lists/teams.txt")
    root = draw.hashes.root([bytes.fromhex(leaf) for leaf in leaves])
    need((told["root"], told["size"]) == (root, len(leaves)), "检查组与证书不符")
    winners = {rank: leaf for rank, (_, leaf) in draw.winners.items()}
    wait(draw.reveal, "检查组还没有公开")
    opened = draw.opened("opened/teams.txt")
    need([leaf for leaf, _, _ in opened] == leaves, "公开的检查组与承诺不符")
    teams = [read_team(row, draw.manifest["revealBy"]) for _, _, row in opened]
    for name in ("inspectors", "recusals"):
        found, listed = [leaf for leaf, _, _ in draw.opened("opened/%s.txt" % name)], draw.leaves("lists/%s.txt" % name)
        kept = [leaf for leaf in listed if leaf in set(found)] if name == "recusals" and draw.withheld else listed
        need(found == kept, "公开的行与承诺不符：" + name)
    crew = draw.crew
    wait(not draw.withheld, "有不公开的行，检查组不能重算")
    ranks = lowest_ranks(draw, winners)
    crew.assign(draw.seed, {one[0]: draw.opened_objects[winners[one[0]]] for one in ranks.values()})
    need([(team["rank"], team["team"]) for team in teams] == [(rank, crew.team_row(rank)) for rank in crew.teams],
         "检查组重算不一致")
    record_of_teams = {"steps": crew.steps, "postponed": crew.postponed, "swapped": sorted(crew.swapped)}
    if crew.deficit:
        record_of_teams["deficit"] = crew.deficit
    need({**record_of_teams, "root": root, "size": len(leaves)} == told, "检查组的记录不一致")
    return "pass", "%d 个检查组重算一致" % len(teams)


def check_reveal(draw):
    """V13: what was opened is all that was committed to."""
    wait(draw.reveal, "还没有公开")
    proof = draw.proofs["reveal"]
    draw.logged("reveal", {"reveal": draw.reveal}, proof, draw.later(proof))
    need(proof["index"] > draw.proofs["result"]["index"], "公开早于结果")
    opened, rows = draw.opened("opened/objects.txt"), list(draw.opened_objects.values())
    need(draw.hashes.hash(draw.files["opened/objects.txt"]).hex() == draw.reveal["rows"], "公开的文件不是日志里的那一份")
    need(set(draw.withheld) <= set(draw.object_lines), "不公开的行不在名单里")
    need([leaf for leaf, _, _ in opened] == [leaf for leaf in draw.object_lines if leaf not in draw.withheld],
         "公开的行加不公开的行不是全部")
    if "objectKey" in draw.reveal:
        key = bytes.fromhex(draw.reveal["objectKey"])
        for (_, salt, _), row in zip(opened, rows):
            need(draw.hashes.hmac(key, lp(row["stratum"], row["id"])).hex() == salt, "盐不是由对象密钥算出的")
    need(differ((row["stratum"], row["id"]) for row in rows), "同一类别里一个对象出现两次")
    weights = {one["weight"] for one in draw.manifest["weights"]["table"]} or {1}
    tags, objects = set(draw.manifest["tags"]), {}
    for row in rows:
        need(row["weight"] in weights and set(tags_of(row["needs"])) <= tags, "权重或标签不在清单里")
        gone = row["reason"] if row["reason"] in ("closed", "suspended") else ""
        said = (row["name"], row["needs"], gone)
        need(objects.setdefault(row["id"], said) == said, "同一对象的行互相矛盾")
    for _, _, row in draw.opened("opened/inspectors.txt"):
        need(set(tags_of(read_row(row, INSPECTOR_ROW, "人员")["tags"])) <= tags, "人员的标签不在清单里")
    found = Counter((row["stratum"], row["state"], row["reason"]) for row in rows if row["state"] != "in")
    hidden = Counter((draw.object_lines[leaf]["stratum"], draw.object_lines[leaf]["state"]) for leaf in draw.withheld)
    stated = {(stratum["id"], one["state"], one["reason"]): one["count"] for stratum in draw.manifest["strata"]
              for one in stratum["excluded"]}
    need(all(count <= stated.get(key, 0) for key, count in found.items()), "排除的理由与清单不符")
    for key in draw.strata:
        for state in ("base", "out"):
            missing = sum(count - found[one] for one, count in stated.items() if one[:2] == (key, state))
            need(missing == hidden[key, state], "排除的理由与清单不符")
    why = "公开的行 %d 行、不公开 %d 行，与承诺一致；轮次和工作量取决于其他抽取"
    return "stated", why % (len(opened), len(draw.withheld))


def check_replacements(draw):
    """V14: replacements are in the log, and who came in follows from the seed (§10a)."""
    wait(draw.resulted, "还没有结果")
    sources = [source for source in draw.sources if source["k"] in ("drand", "dice", "balls")]
    fresh, source = draw.manifest["replacement"]["mode"] == "fresh", sources[-1] if sources else None
    most = 0 if fresh and not source else draw.manifest["replacement"]["max"]
    need(len(draw.records) <= most, "替换太多")
    index, moment, asked, came_in = draw.proofs["result"]["index"], 0, set(), set()
    holders, told = {rank: (0, leaf) for rank, (_, leaf) in draw.winners.items()}, {"request": [], "result": []}
    moment = seconds(draw.proofs["result"]["at"])
    for no, (one, proofs) in enumerate(zip(draw.records, draw.proofs.get("replacements", [])), 1):
        request, proof = one["request"], proofs["request"]
        checkpoint = draw.later(proof)
        leaf = draw.logged("replacement-request", request, proof, checkpoint)
        key = (request["rank"], request.get("seat"), request["evidence"])
        need(request["no"] == no and key not in asked, "替换的编号不对，或重复申请")
        asked.add(key)
        need(holders.get(request["rank"], (0, None))[1], "申请替换的位置没有对象")
        need(proof["index"] > index and seconds(proof["at"]) >= moment, "替换的次序不对")
        index, moment = proof["index"], seconds(proof["at"])
        told["request"].append(index)
        if "result" in one:
            answer, proof = one["result"], proofs["result"]
            draw.logged("replacement", {"no": no, "request": leaf, **answer}, proof, draw.later(proof))
            need(proof["index"] > index and seconds(proof["at"]) >= moment, "替换的次序不对")
            index, moment = proof["index"], seconds(proof["at"])
            told["result"].append(index)
            need(("value" in answer) == fresh, "替换的随机数不对")
            if fresh:
                check_fresh(draw, source, answer["value"], checkpoint.time + draw.manifest["lead"], moment)
            check_places(draw, request, answer["places"], holders, came_in)
    if draw.reveal:
        need(draw.proofs["reveal"]["index"] > index, "公开之后还有替换")
    if draw.log is not None:
        for part, kind in (("request", "replacement-request"), ("result", "replacement")):
            need([at for at, _ in draw.log_of(kind)] == told[part], "日志里的替换与证书不同")
    wait(draw.reveal, "还没有公开")
    if not draw.records:
        return "pass" if draw.log is not None else "stated", "没有替换"
    need("result" in draw.records[-1], "有一次替换到公开时没有答复")
    wait(draw.states["V12"] == "pass", "检查组没有重算，替换也不能重算")
    recompute_replacements(draw)
    state = {"drand": "notChecked"}.get(source["k"], "stated") if fresh else "pass"
    return state, "替换 %d 次，重算一致" % len(draw.records)


def check_fresh(draw, source, value, earliest, moment):
    """The value of an answer in mode `fresh` (§10a)."""
    if source["k"] == "drand":
        first = max(1, -(-(earliest - round_time(1)) // 3) + 1)
        source, earliest = {**source, "round": first}, round_time(first)
    need(value["k"] == source["k"] and VALUE_FORM[source["k"]](source, value["value"]), "替换的随机数写法不对")
    need(moment >= earliest, "替换的随机数太早")


def check_places(draw, request, places, holders, came_in):
    """What an answer says of places, as far as it can be seen without names; moves the holders on (§10a)."""
    ranks = [place["rank"] for place in places]
    need(ascending(ranks) and ranks[0] == request["rank"], "替换的位置不对")
    need("seat" not in request or len(places) == 1, "换人只有一个位置")
    for place in places:
        k, leaf = holders.get(place["rank"], (0, None))
        need(leaf, "替换的位置没有对象")
        if "seat" in request:
            need((place["k"], place.get("leaf")) == (k, leaf), "换人不换对象")
            continue
        need(place["k"] == k + 1, "替换的位置不对")
        holders[place["rank"]] = (k + 1, place.get("leaf"))
        if "leaf" in place:
            stratum = draw.winners[place["rank"]][0]
            need(draw.reserve.get(place["leaf"]) == stratum and place["leaf"] not in came_in, "替换的不是候补")
            came_in.add(place["leaf"])


def recompute_replacements(draw):
    """After the reveal: every answer is the one of §10a."""
    crew, fresh = draw.crew, draw.manifest["replacement"]["mode"] == "fresh"
    seats, objects = {seat["id"]: seat for seat in crew.seats}, draw.opened_objects
    holders, numbers = {rank: leaf for rank, (_, leaf) in draw.winners.items()}, Counter()
    held, taken_out = {objects[leaf]["id"] for leaf in holders.values()}, {}
    opened = draw.records_of("opened/replacements.jsonl", OPENED_ANSWER)
    need([one["no"] for one in opened] == list(range(1, len(draw.records) + 1)), "公开的替换不齐")
    for one, rows in zip(draw.records, opened):
        request, answer = one["request"], one["result"]
        rank, seed = request["rank"], draw.seed
        if fresh:
            seed = draw.hashes.hmac(seed, lp(seed_bytes(answer["value"]["k"], answer["value"]["value"])))
        ranks = lowest_ranks(draw, holders)[objects[holders[rank]]["id"]]
        need(ranks[0] == rank, "申请没有写对象的最低序号")
        if "seat" in request:
            team = crew.teams.get(rank, {})
            need(request["seat"] in team and not {"reason", "reasonKey"} & set(rows), "申请替换的座位没有人，或理由不该公开")
            barred, person = set(team.values()), team.pop(request["seat"])
            taken_out.setdefault(rank, set()).add(person)
            crew.take_seat(seed, rank, seats[request["seat"]], objects[holders[rank]], team, barred | taken_out[rank])
            changed = [rank]
        else:
            need({"reason", "reasonKey"} <= set(rows) and draw.hashes.hmac(
                bytes.fromhex(rows["reasonKey"]), rows["reason"].encode()).hex() == request["reason"], "替换的理由不对")
            changed = ranks
            replace_object(draw, crew, seed, ranks, holders, held, taken_out)
            numbers.update(ranks)
        check_answer(draw, crew, changed, holders, numbers, answer["places"], rows["teams"])


def replace_object(draw, crew, seed, ranks, holders, held, taken_out):
    """An object leaves its ranks: 候补 come in, the team goes on to the lowest, the others get teams of their own."""
    objects, before = draw.opened_objects, crew.teams.pop(ranks[0], {})
    for rank in ranks:
        stratum = draw.winners[rank][0]
        order = [leaf for _, _, leaf in draw.tickets(seed, stratum) if draw.reserve.get(leaf) == stratum]
        holders[rank] = next((leaf for leaf in order if objects[leaf]["id"] not in held), None)
        if holders[rank]:
            held.add(objects[holders[rank]]["id"])
    for rank in ranks if before else []:
        if holders[rank]:
            target, old = objects[holders[rank]], before if rank == ranks[0] else {}
            team = {seat["id"]: old[seat["id"]] for seat in crew.seats if seat["id"] in old
                    and crew.may_take(old[seat["id"]], rank, seat, target)}
            crew.teams[rank] = team
            for seat in crew.seats:
                if seat["id"] not in team:
                    barred = set(old.values()) | taken_out.get(rank, set())
                    crew.take_seat(seed, rank, seat, target, team, barred)


def check_answer(draw, crew, ranks, holders, numbers, places, rows):
    """An answer tells the places that changed, and its team rows are opened in their order."""
    told, rows = [], list(rows)
    for rank in ranks:
        place = {"rank": rank, "k": numbers[rank]}
        if holders[rank]:
            place["leaf"] = holders[rank]
        if crew.vacant(rank):
            place["vacant"] = crew.vacant(rank)
        if crew.teams.get(rank):
            need(rows, "缺少替换后的检查组")
            opened = rows.pop(0)
            team = read_team(opened["row"], draw.manifest["revealBy"])
            need((team["rank"], team["team"]) == (rank, crew.team_row(rank)), "替换后的检查组不对")
            place["team"] = draw.hashes.row_leaf(opened["salt"], opened["row"])
        told.append(place)
    need(not rows and places == told, "替换的答复不对")


def check_results(draw):
    """V15: every result that was published is of a place that holds its rank."""
    wait(draw.resulted, "还没有结果")
    holding = {"%d.%d" % (rank, k) if k else str(rank): leaf for rank, (k, leaf) in draw.holders.items() if leaf}
    open_places = [place for place, leaf in holding.items() if leaf not in draw.withheld]
    if "results.jsonl" not in draw.files:
        wait(draw.reveal, "还没有公开")
        return "stated", "没有结果文件；应有结果的位置：" + "、".join(open_places)
    told = [place for one in draw.records_of("results.jsonl", PUBLISHED) for place in one["ranks"]]
    need(differ(told) and set(told) <= set(holding), "结果文件里有的位置重复，或没有抽中")
    missing = [place for place in open_places if place not in told]
    wait(not missing, "还没有结果的位置：" + "、".join(missing))
    return "stated", "%d 个位置都有结果；结果在别处公布" % len(told)


CHECKS = [check_files, check_commitment, check_sources, check_log, check_outsiders, check_values, check_seed, check_lists,
          check_terms, check_outcome, check_opened, check_teams, check_reveal, check_replacements, check_results]


def verify(path, trusted_key=None):
    """All checks of one pack."""
    draw, checks = Draw(read_files(path), trusted_key), []
    for place, check in enumerate(CHECKS, 1):
        try:
            wait(draw.well_formed or place == 1, "证书的写法不对，无法核对")
            state, why = check(draw)
        except Verdict as verdict:
            state, why = verdict.state, verdict.why
        draw.states["V%d" % place] = state
        checks.append({"id": "V%d" % place, "state": state, "why": why})
    return {"ok": "fail" not in draw.states.values(), "draw": draw.fingerprint if draw.well_formed else "",
            "phase": draw.phase, "checks": checks}


def show(report):
    """A report for people to read; gives the exit code."""
    states = {check["state"] for check in report["checks"]}
    print("抽取 %s  阶段 %s" % (report["draw"], report["phase"]))
    for check in report["checks"]:
        print("%-3s %s  %s" % (check["id"], WORDS[check["state"]], check["why"]))
    print("有项目不通过！" if "fail" in states else "没有不通过的项目；有的还没有公开。" if "notYet" in states
          else "全部核对完毕，没有不通过的项目（此处未核的签名请另行核对）。")


def main(arguments):
    key, batch, as_json = None, "--batch" in arguments, "--json" in arguments
    arguments = [one for one in arguments if one not in ("--batch", "--json")]
    if "--log-key" in arguments[:-1]:
        at = arguments.index("--log-key")
        key = arguments[at + 1]
        del arguments[at:at + 2]
    if len(arguments) != (0 if batch else 1) or arguments[:1] in (["-h"], ["--help"]):
        print(__doc__)
        return 0 if arguments[:1] in (["-h"], ["--help"]) else 2
    for path in (line.rstrip("\n") for line in sys.stdin) if batch else arguments:
        try:
            report = verify(path, key)
        except (OSError, ValueError, zipfile.BadZipFile) as error:
            if not batch:
                print("读不了证据包：%s" % error, file=sys.stderr)
                return 2
            report = {"ok": False, "unreadable": str(error)}
        if batch or as_json:
            print(json.dumps(report, ensure_ascii=False), flush=batch)
        else:
            show(report)
    states = {check["state"] for check in report["checks"]} if not batch else ()
    return 7 if "fail" in states else 8 if "notYet" in states else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
