#!/usr/bin/env python3
# -*- coding: utf-8 -*-
"""Independent checker of a 双随机 draw ("sunlot/1"). Standard library only, one file.

    python3 verify_draw.py PACK.zip|FOLDER [--log-key KEY] [--json]
    python3 verify_draw.py --batch [--log-key KEY]      one path a line on stdin, one line of JSON each

Written from docs/draw-specification.md alone ("§9" in a comment = section 9 of that page).
Not checked here (此处未核): signatures of the log and of witnesses (Ed25519, SM2) and of beacon rounds (BLS).
Exit: 0 complete and fine, 8 something is not public yet, 7 a check failed, 2 unreadable.
"""
import base64, datetime, hashlib, json, os, re, sys, unicodedata, zipfile, zlib


class Bad(Exception):
    """A check does not hold; the text says why."""


def need(ok, why):
    if not ok:
        raise Bad(why)


# ------------------------------------------------------------------ §2 hashes, canonical JSON, Merkle trees

def sha256(data):
    return hashlib.sha256(data).digest()


def rotl(x, n):
    n %= 32
    return (x << n | x >> (32 - n)) & 0xFFFFFFFF


SM3_START = [0x7380166F, 0x4914B2B9, 0x172442D7, 0xDA8A0600, 0xA96F30BC, 0x163138AA, 0xE38DEE4D, 0xB0FB0E4E]
SM3_T = [rotl(0x79CC4519 if j < 16 else 0x7A879D8A, j) for j in range(64)]


def sm3_block(state, block):                               # GB/T 32905-2016, 5.3
    W = [int.from_bytes(block[i:i + 4], "big") for i in range(0, 64, 4)]
    for j in range(16, 68):
        x = W[j - 16] ^ W[j - 9] ^ rotl(W[j - 3], 15)
        W.append(x ^ rotl(x, 15) ^ rotl(x, 23) ^ rotl(W[j - 13], 7) ^ W[j - 6])
    A, B, C, D, E, F, G, Z = state
    for j in range(64):
        ss1 = rotl((rotl(A, 12) + E + SM3_T[j]) & 0xFFFFFFFF, 7)
        ff = A ^ B ^ C if j < 16 else A & B | A & C | B & C
        gg = E ^ F ^ G if j < 16 else E & F | ~E & G
        tt1 = (ff + D + (ss1 ^ rotl(A, 12)) + (W[j] ^ W[j + 4])) & 0xFFFFFFFF
        tt2 = (gg + Z + ss1 + W[j]) & 0xFFFFFFFF
        A, B, C, D = tt1, A, rotl(B, 9), C
        E, F, G, Z = tt2 ^ rotl(tt2, 9) ^ rotl(tt2, 17), E, rotl(F, 19), G
    return [x ^ y for x, y in zip(state, (A, B, C, D, E, F, G, Z))]


def sm3_pure(data):
    state = SM3_START
    padded = data + b"\x80" + bytes(-(len(data) + 9) % 64) + (8 * len(data)).to_bytes(8, "big")
    for i in range(0, len(padded), 64):
        state = sm3_block(state, padded[i:i + 64])
    return b"".join(BE32(x) for x in state)


def sm3(data):
    try:
        return hashlib.new("sm3", data).digest()
    except ValueError:                                     # an OpenSSL without SM3
        return sm3_pure(data)


PROFILES = {"std": sha256, "gm": sm3}                      # H of the draw; the log and files always have SHA-256
hash_now = sha256


def set_profile(name):
    global hash_now
    hash_now = PROFILES[name]


def H(*parts):
    return hash_now(b"".join(parts))


def HMAC(key, *parts):                                     # RFC 2104; blocks of 64 bytes
    key = (H(key) if len(key) > 64 else key).ljust(64, b"\0")
    return H(bytes(b ^ 0x5C for b in key), H(bytes(b ^ 0x36 for b in key), *parts))


def extract(salt, ikm):                                    # RFC 5869
    return HMAC(salt, ikm)


def expand(prk, info, size=64):
    out, block, i = b"", b"", 1
    while len(out) < size:
        block = HMAC(prk, block, info, bytes([i]))
        out, i = out + block, i + 1
    return out[:size]


def BE32(n):
    return n.to_bytes(4, "big")


def LP(x):
    x = x.encode() if isinstance(x, str) else x
    return BE32(len(x)) + x


def canon(v):
    """RFC 8785 for the values that §2 admits; anything else is refused."""
    if v is True or v is False:
        return "true" if v else "false"
    if isinstance(v, int):
        need(abs(v) <= 2 ** 53 - 1, "整数过大")
        return str(v)
    if isinstance(v, str):
        need(unicodedata.normalize("NFC", v) == v, "字符串不是 NFC")
        need(not any(0xD800 <= ord(c) <= 0xDFFF for c in v), "字符串有孤立代理码")
        return json.dumps(v, ensure_ascii=False)
    if isinstance(v, list):
        return "[" + ",".join(canon(x) for x in v) + "]"
    need(isinstance(v, dict), "有不允许的 JSON 值（null 或小数）")
    keys = sorted(v, key=lambda k: k.encode("utf-16-be", "surrogatepass"))
    return "{" + ",".join(canon(k) + ":" + canon(v[k]) for k in keys) + "}"


def parse(text):
    """Accepts only the canonical text of a value."""
    def pairs(items):
        need(len(dict(items)) == len(items), "JSON 有重复的键")
        return dict(items)

    def refuse(_):
        raise Bad("JSON 有小数、指数或非数")
    try:
        value = json.loads(text, object_pairs_hook=pairs, parse_float=refuse, parse_constant=refuse)
        same = canon(value) == text
    except (ValueError, RecursionError):
        raise Bad("不是 JSON")
    need(same, "不是规范 JSON 文本")
    return value


def leaf_hash(data, h=None):                               # h: sha256 in the tree of the log, else H
    return (h or hash_now)(b"\0" + data)


def log_leaf(data):
    return leaf_hash(data, sha256)


def node(a, b, h=None):
    return (h or hash_now)(b"\1" + a + b)


def root_of(leaves, h=None):
    """Merkle root of leaf hashes (RFC 6962)."""
    if not leaves:
        return (h or hash_now)(b"")
    row = list(leaves)
    while len(row) > 1:                                    # pairs from the left; a last single one moves up
        row = [node(row[i], row[i + 1], h) if i + 1 < len(row) else row[i] for i in range(0, len(row), 2)]
    return row[0]


def root_from_path(leaf, index, size, path, h=None):       # RFC 9162, 2.1.3.2
    need(0 <= index < size, "序号不在树内")
    fn, sn, r = index, size - 1, leaf
    for p in path:
        need(sn > 0, "路径过长")
        if fn & 1 or fn == sn:
            r = node(p, r, h)
            while not fn & 1 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:
            r = node(r, p, h)
        fn, sn = fn >> 1, sn >> 1
    need(sn == 0, "路径过短")
    return r


def check_consistency(m, n, first, second, path):          # RFC 9162, 2.1.4.2; only the log has such proofs
    need(0 < m <= n, "后面的检查点比前面的小")
    if m == n:
        return need(first == second and not path, "同样大小的检查点根不同")
    need(path, "缺一致性证明")
    path = ([first] if m & (m - 1) == 0 else []) + path
    fn, sn = m - 1, n - 1
    while fn & 1:
        fn, sn = fn >> 1, sn >> 1
    fr = sr = path[0]
    for c in path[1:]:
        need(sn > 0, "一致性证明过长")
        if fn & 1 or fn == sn:
            fr, sr = node(c, fr, sha256), node(c, sr, sha256)
            while not fn & 1 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:
            sr = node(sr, c, sha256)
        fn, sn = fn >> 1, sn >> 1
    need(sn == 0 and fr == first and sr == second, "一致性证明不成立：日志被改写")


# ------------------------------------------------------------------ §2 alphabets: one predicate each

def rx(pattern):
    return lambda v: isinstance(v, str) and re.fullmatch(pattern, v) is not None


HEX, CODE, AGENCY = rx("[0-9a-f]{64}"), rx("[a-z0-9][a-z0-9:._-]{0,63}"), rx("[0-9]{6}(-[a-z0-9]{1,16})?")
PERIOD = rx("[0-9]{4}(H[12]|Q[1-4]|-(0[1-9]|1[0-2]))?")
DIGITS = rx("0|[1-9][0-9]{0,5}")
STRING = lambda v: isinstance(v, str)
CREDIT = "0123456789ABCDEFGHJKLMNPQRTUWXY"                 # GB 32100


def NAME(v):
    return (isinstance(v, str) and v not in ("", "-") and unicodedata.normalize("NFC", v) == v
            and not any(unicodedata.category(c) in ("Cc", "Cf", "Zl", "Zp", "Cs") for c in v)
            and "Zs" not in (unicodedata.category(v[0]), unicodedata.category(v[-1])))


def OBJECT_ID(v):
    if not rx("[%s]{18}(/[A-Z0-9.-]+)?" % CREDIT)(v):
        return False
    total = sum(CREDIT.index(c) * pow(3, i, 31) for i, c in enumerate(v[:17]))
    return CREDIT.index(v[17]) == (31 - total % 31) % 31


def PERSON_ID(v):
    return rx("[A-Z0-9.-]{1,22}")(v) and v != "-"


def DATE(v):
    try:
        return rx("[0-9]{4}-[0-9]{2}-[0-9]{2}")(v) and v >= "1583" and bool(datetime.datetime.strptime(v, "%Y-%m-%d"))
    except ValueError:
        return False


def INSTANT(v):
    try:
        return rx(r"[0-9]{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")(v) and v.isascii() and v >= "1583" and secs(v) is not None
    except ValueError:
        return False


def secs(instant):
    t = datetime.datetime.strptime(instant, "%Y-%m-%dT%H:%M:%SZ")
    need(t.strftime("%H:%M:%S") == instant[11:19], "时刻不对")
    return int(t.replace(tzinfo=datetime.timezone.utc).timestamp())


def INT(low, high=2 ** 53 - 1):
    return lambda v: isinstance(v, int) and not isinstance(v, bool) and low <= v <= high


def ONE(*values):
    return lambda v: isinstance(v, (str, bool)) and v in values


def LIST(item, low=0, distinct=False):
    return lambda v: (isinstance(v, list) and len(v) >= low and all(item(x) for x in v)
                      and not (distinct and len({canon(x) for x in v}) < len(v)))


def OBJ(**keys):
    """An object with exactly these keys; a key written with a final _ may be absent."""
    must = {k: p for k, p in keys.items() if not k.endswith("_")}
    may = {k[:-1]: p for k, p in keys.items() if k.endswith("_")}
    return lambda v: (isinstance(v, dict) and set(must) <= set(v) <= set(must) | set(may)
                      and all((must.get(k) or may[k])(x) for k, x in v.items()))


def ANY(*preds):
    return lambda v: any(p(v) for p in preds)


# ------------------------------------------------------------------ §3, §4 rows and lists

def lines_of(text):
    need(text == "" or text.endswith("\n"), "最后一行没有换行")
    return text.split("\n")[:-1]


def tags_of(field):
    if field == "-":
        return []
    tags = field.split(" ")
    need(all(map(CODE, tags)) and tags == sorted(set(tags)), "标签不对：" + field)
    return tags


def number(field):
    need(DIGITS(field), "数字不对：" + field)
    return int(field)


def object_row(row):
    f = row.split("\t")
    need(len(f) == 8 and CODE(f[0]) and OBJECT_ID(f[1]) and NAME(f[2]), "对象行格式不对")
    need(f[5] in ("in", "base", "out") and (f[6] == "-" if f[5] == "in" else CODE(f[6])), "对象行状态或理由不对")
    need(1 <= number(f[4]) <= 255, "权重不在 1…255")
    return dict(stratum=f[0], id=f[1], name=f[2], tier=number(f[3]), weight=int(f[4]), state=f[5],
                reason=f[6], needs=tags_of(f[7]))


def inspector_row(row):
    f = row.split("\t")
    need(len(f) == 7 and PERSON_ID(f[0]) and NAME(f[1]), "人员行格式不对")
    need(f[5] in ("in", "borrow", "out") and (HEX(f[6]) if f[5] == "out" else f[6] == "-"), "人员行状态或理由不对")
    return dict(id=f[0], tags=set(tags_of(f[2])), load=number(f[3]), cap=number(f[4]), state=f[5])


def recusal_row(row):
    f = row.split("\t")
    need(len(f) == 3 and OBJECT_ID(f[0]) and PERSON_ID(f[1]) and HEX(f[2]), "回避行格式不对")
    return f[0], f[1]


def public_line(line):
    f = line.split("\t")
    need(len(f) == 5 and CODE(f[0]) and f[3] in ("in", "base", "out") and HEX(f[4]), "对象公开名单有一行格式不对")
    if f[3] == "out":
        need(f[1] == f[2] == "-", "out 行不应有轮次和权重")
    else:
        need(DIGITS(f[1]) and DIGITS(f[2]) and 1 <= int(f[2]) <= 255, "公开行轮次或权重不对")
    return dict(stratum=f[0], tier=f[1], weight=f[2], state=f[3], leaf=f[4])


def row_leaf(salt, row):
    return leaf_hash(bytes.fromhex(salt) + row.encode()).hex()


WINDOW = OBJ(**{"from": DATE, "to": DATE})
TEAM = OBJ(rank=INT(1), team=LIST(OBJ(seat=CODE, inspector=PERSON_ID)), window=WINDOW)


def team_row(text, reveal_by):
    row = parse(text)
    need(TEAM(row) and row["window"]["from"] <= row["window"]["to"], "检查组行格式不对")
    need(row["window"]["to"] < reveal_by, "检查时间没有在公开期限之前结束")
    return row


# ------------------------------------------------------------------ §7 sources: form, value, bits, time

ISSUE = rx("20[0-9]{5}")
CHAIN = "52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971"
LOTTERY = dict(issue=ISSUE, drawnAt=INSTANT)
SOURCES = {
    "nonces": OBJ(k=STRING, deadline=INSTANT),
    "dice": OBJ(k=STRING, count=INT(1, 1000), faces=INT(2, 10)),
    "balls": OBJ(k=STRING, count=INT(1, 99), of=INT(2, 99)),
    "drand": OBJ(k=STRING, chain=ONE(CHAIN), round=INT(1, 2 ** 32 - 1)),
    "kl8": OBJ(k=STRING, **LOTTERY), "ssq": OBJ(k=STRING, **LOTTERY), "3d": OBJ(k=STRING, **LOTTERY)}
STAGE = {"nonces": 0, "dice": 1, "balls": 1, "drand": 2, "kl8": 2, "ssq": 2, "3d": 2}


def SOURCE(s):
    return (isinstance(s, dict) and isinstance(s.get("k"), str) and s["k"] in SOURCES and SOURCES[s["k"]](s)
            and not (s["k"] == "balls" and s["count"] > s["of"]))


def balls(text, low, high, count):
    """'05.12.' -> numbers in low…high, `count` of them, none twice; or None."""
    numbers = [int(x) for x in text.split(".")[:-1]] if re.fullmatch(r"([0-9]{2}\.)+", text) else []
    good = len(numbers) == count == len(set(numbers)) and all(low <= n <= high for n in numbers)
    return numbers if good else None


def value_ok(s, value):
    k = s["k"]
    if k == "nonces":
        return HEX(value)
    if k == "drand":
        return rx("[0-9a-f]{96}")(value)
    if k == "dice":
        return len(value) == s["count"] and all(c in "1234567890"[:s["faces"]] for c in value)
    if k == "balls":
        return value.endswith("/") and balls(value[:-1], 1, s["of"], s["count"]) is not None
    part = value.split("/")
    if part[:2] != [k, s["issue"]] or part[-1] != "":
        return False
    if k == "3d":
        return len(part) == 4 and rx(r"([0-9]\.){3}")(part[2])
    first = balls(part[2], 1, 80 if k == "kl8" else 33, 20 if k == "kl8" else 6)
    if first is None or first != sorted(first):
        return False
    return len(part) == 4 if k == "kl8" else len(part) == 5 and balls(part[3], 1, 16, 1) is not None


def value_bytes(k, value):
    if k == "nonces":
        return bytes.fromhex(value)
    if k == "drand":
        return sha256(bytes.fromhex(value))                # SHA-256 in every profile
    return value.encode("ascii")


def bits(s):
    if s["k"] in ("dice", "balls"):
        ways = s["faces"] ** s["count"] if s["k"] == "dice" else 1
        if s["k"] == "balls":
            for i in range(s["count"]):
                ways *= s["of"] - i
        return ways.bit_length() - 1
    return {"nonces": 0, "drand": 256, "kl8": 61, "ssq": 24, "3d": 9}[s["k"]]


def round_time(n):
    return 1692803367 + 3 * (n - 1)


def exists_at(s):
    """When the value of a source comes into being, or may first be closed; None: any time."""
    if s["k"] == "drand":
        return round_time(s["round"])
    return secs(s["deadline"]) if s["k"] == "nonces" else secs(s["drawnAt"]) if "drawnAt" in s else None


# ------------------------------------------------------------------ §7, §8 seed and tickets

def seed_of(m, fingerprint, values):
    salt = H(b"sunlot/1/draw", LP(m["agency"]), LP(m["task"]), BE32(m["seq"]), fingerprint)
    return extract(salt, b"".join(LP(value_bytes(v["k"], v["value"])) for v in values))


def tier_key(seed, stratum, tier):
    return expand(seed, ("sunlot/1/stratum/%s#%s" % (stratum, tier)).encode())


def ticket(K, leaf, weight):
    return min(H(K, bytes([j]), bytes.fromhex(leaf)) for j in range(weight)).hex()


def order_of(seed, stratum, lines):
    """The `in` lines of a stratum as (tier, ticket, leaf), in the order of §8."""
    keys, out = {}, []
    for x in lines:
        if x["stratum"] == stratum and x["state"] == "in":
            tier = int(x["tier"])
            if tier not in keys:
                keys[tier] = tier_key(seed, stratum, tier)
            out.append((tier, ticket(keys[tier], x["leaf"], int(x["weight"])), x["leaf"]))
    return sorted(out)


def draw(m, seed, lines):
    """`strata` of the certificate (§8, §10)."""
    rank, strata = 0, []
    for s in m["strata"]:
        order, tiers, at = order_of(seed, s["id"], lines), [], 0
        for t in s["tiers"]:
            won = [x for x in order[:s["n"]] if x[0] == t["tier"]]
            entry = {"tier": t["tier"], "winners": []}
            for _, tick, leaf in won:
                rank += 1
                entry["winners"].append({"rank": rank, "leaf": leaf, "t": tick})
            if won:
                entry["cutoff"] = won[-1][1]
            tiers.append(entry)
        reserve = [{"tier": a, "leaf": c, "t": b} for a, b, c in order[s["n"]:s["n"] + s["reserve"]]]
        strata.append({"id": s["id"], "tiers": tiers, "reserve": reserve})
    return strata


LONG = {"winners": "lists/winners.txt", "reserve": "lists/reserve.txt"}


def told(strata):
    """The outcome as the certificate must tell it (§10, long outcomes): (strata, {key: lines of its file})"""
    rows = {"winners": ["%d\t%s\t%d\t%s\t%s" % (w["rank"], s["id"], t["tier"], w["leaf"], w["t"])
                        for s in strata for t in s["tiers"] for w in t["winners"]],
            "reserve": ["%s\t%d\t%s\t%s" % (s["id"], w["tier"], w["leaf"], w["t"]) for s in strata for w in s["reserve"]]}
    rows = {key: x for key, x in rows.items() if len(x) > 2000}
    short = lambda x: {k: v for k, v in x.items() if k not in rows}
    return [short(dict(s, tiers=[short(t) for t in s["tiers"]])) for s in strata], rows


def untold(c, files):
    """`strata` with the winners and the 候补 in it, from the files where the certificate has their roots (§10)."""
    strata = [dict(s, tiers=[dict(t) for t in s["tiers"]]) for s in c["strata"]]
    tiers = {(s["id"], str(t["tier"])): t for s in strata for t in s["tiers"]}
    spare = {s["id"]: s for s in strata}
    for key, lists in (("winners", tiers), ("reserve", spare)):
        for x in lists.values() if key in c else ():
            x[key] = []
    for line in lines_of(files["winners"]) if "winners" in c else ():
        f = line.split("\t")
        need(len(f) == 5 and rx("[1-9][0-9]{0,15}")(f[0]) and tuple(f[1:3]) in tiers and HEX(f[3]) and HEX(f[4]), "中签名单有一行格式不对")
        tiers[f[1], f[2]]["winners"].append({"rank": int(f[0]), "leaf": f[3], "t": f[4]})
    for line in lines_of(files["reserve"]) if "reserve" in c else ():
        f = line.split("\t")
        need(len(f) == 4 and f[0] in spare and DIGITS(f[1]) and HEX(f[2]) and HEX(f[3]), "候补名单有一行格式不对")
        spare[f[0]]["reserve"].append({"tier": int(f[1]), "leaf": f[2], "t": f[3]})
    return strata


# ------------------------------------------------------------------ §9 assignment

def seat_needs(seats, swapped, object_needs):
    """[(seat id, tags needed)] of one object; `swapped`: the object mark has passed on."""
    marks = [s.get("object") is True for s in seats]
    if swapped and True in marks and False in marks:
        old, new = marks.index(True), marks.index(False)
        marks[old], marks[new] = False, True
    return [(s["id"], set(s["needs"]) | (set(object_needs) if mark else set())) for s, mark in zip(seats, marks)]


class Plan:
    """Who sits where. A seat is named 'rank/seat', so seats (with '/') and people (without) can share one graph:
    from a seat that looks for somebody to each person who may take it (or, if he sits in that team already, to
    his seat there, which then looks for somebody), and from a person who gets one seat more to each seat he holds."""

    def __init__(self, can, people):
        self.can, self.people, self.who = can, people, {}  # seat -> people who may; id -> (tags, load, cap)
        self.held = {p: set() for p in people}

    def put(self, seat, person):
        if seat in self.who:
            self.held[self.who[seat]].discard(seat)
        self.who[seat] = person

    def level(self, p):
        return self.people[p][1] + len(self.held[p])

    def spare(self, p):
        return "/" not in p and len(self.held[p]) < self.people[p][2]

    def target(self, seat, p):
        """What taking `seat` means for p: one seat more, or leaving his seat in the same team."""
        team = seat.split("/")[0]
        return next((s for s in self.held[p] if s.split("/")[0] == team), p)

    def walk(self, back, start, fixed):
        """Adds to `back` (node -> node before) everything reachable from `start`."""
        queue = list(start)
        for x in queue:
            nexts = self.held.get(x, ()) if "/" not in x else \
                [self.target(x, p) for p in self.can[x] if self.who.get(x) != p]
            for y in nexts:
                if y not in back and y not in fixed:
                    back[y] = x
                    queue.append(y)

    def shift(self, path):
        """Along a path every seat gets the person that follows (or who sits on the seat that follows)."""
        new = {x: (y if "/" not in y else self.who[y]) for x, y in zip(path, path[1:]) if "/" in x}
        for seat, person in new.items():
            self.put(seat, person)
        for seat, person in new.items():
            self.held[person].add(seat)

    def fill(self):
        """As many seats as possible, and with the least sum of squares: every seat is added on the cheapest
        augmenting path (min-cost flow; the k-th seat of a person costs 2·(load+k)−1, so the cheapest path ends at
        the reachable person with the lowest level)."""
        for seat in sorted(self.can):
            back = {seat: None}
            self.walk(back, [seat], ())
            ends = [p for p in back if self.spare(p)]
            if ends:
                path = [min(ends, key=lambda p: (self.level(p), p))]
                while back[path[-1]] is not None:
                    path.append(back[path[-1]])
                self.shift(path[::-1])
        return self

    def deficit(self):
        """Seats that are open in some fullest plan: those reachable from the open ones."""
        back = {s: None for s in self.can if s not in self.who}
        self.walk(back, list(back), ())
        return {s for s in back if "/" in s}

    def give(self, seat, p, fixed):
        """Changes the plan into an optimal one with p on `seat` that keeps the seats in `fixed`, if there is one:
        a cycle through the graph that costs nothing. It may pass the sink once: a keeps one seat more and b, who
        is one level higher, one less."""
        if self.who[seat] == p:
            return True
        first = self.target(seat, p)
        if first in fixed:
            return False
        back = {first: None}
        self.walk(back, [first], fixed)
        if seat not in back:
            ends = [q for q in back if self.spare(q)]
            if not ends:
                return False
            a = min(ends, key=self.level)
            more = [b for b in self.people if b not in back and self.level(b) == self.level(a) + 1]
            back.update({b: a for b in more})
            self.walk(back, more, fixed)
        if seat not in back:
            return False
        path = [seat]
        while back[path[-1]] is not None:
            path.append(back[path[-1]])
        self.shift([seat] + path[::-1])
        return True


def assign(seed, seats, targets, people, borrow, recusals, fallback):
    """§9. targets: [(rank, object id, needs)]; people, borrow: id -> (tags, load, cap); recusals: {(object, person)}.
    Gives {teams: {rank: [(seat, person)]}, steps, postponed, swapped, deficit, people (as in the session)}."""
    people, targets, swapped, steps, postponed = dict(people), list(targets), set(), [], []

    def plan():
        can = {}
        for rank, oid, needs in targets:
            for sid, want in seat_needs(seats, rank in swapped, needs):
                can["%d/%s" % (rank, sid)] = [p for p, x in people.items() if want <= x[0] and (oid, p) not in recusals]
        return Plan(can, people).fill()

    def short():
        return {int(s.split("/")[0]) for s in now.deficit()}
    now = plan()
    for step in dict.fromkeys(fallback):                   # each once
        if not now.deficit():
            break
        changed = False
        if step == "swapObjectSeat":
            new = {r for r, _, n in targets if r in short() and n and seat_needs(seats, True, n) != seat_needs(seats, False, n)}
            changed, swapped = bool(new), swapped | new
        elif step == "cap+1":
            changed = bool(people)
            people = {p: (t, load, cap + 1) for p, (t, load, cap) in people.items()}
        elif step == "borrow":
            changed = bool(borrow)
            people.update(borrow)
        while step == "postpone" and now.deficit():
            changed = True
            postponed.append(max(short()))
            targets = [t for t in targets if t[0] != postponed[-1]]
            now = plan()
        if changed:
            steps.append(step)
            now = plan()
    out = {"steps": steps, "postponed": sorted(postponed), "swapped": sorted(swapped - set(postponed)),
           "deficit": now.deficit(), "people": people, "teams": {}}
    if out["deficit"]:
        return dict(out, swapped=[])                       # of the teams formed: there are none
    K = expand(seed, b"sunlot/1/seats")
    fixed = set()
    for seat in sorted(now.can, key=lambda s: H(K, b"\0", s.encode())):
        for p in sorted(now.can[seat], key=seat_key(seed, seat)):
            if now.give(seat, p, fixed):
                break
        fixed.add(seat)
    for rank, _, _ in targets:
        out["teams"][rank] = [(s["id"], now.who["%d/%s" % (rank, s["id"])]) for s in seats]
    return out


def seat_key(seed, seat):
    K = expand(seed, b"sunlot/1/seat/" + seat.encode())
    return lambda p: H(K, b"\0", p.encode())


# ------------------------------------------------------------------ §10a replacements

class Replay:
    """The places, teams and people of a drawn session, changed by one request after the other."""

    def __init__(self, m, seed, strata, rows, lines, plan, recusals):
        # rows: leaf -> object row; lines: public lines; plan: answer of assign()
        self.m, self.seed, self.rows, self.plan, self.recusals = m, seed, rows, plan, recusals
        self.lines = {x["leaf"]: x for x in lines}
        self.leaf, self.k, self.stratum, self.reserve = {}, {}, {}, {}
        for s in strata:
            self.reserve[s["id"]] = [x["leaf"] for x in s["reserve"]]
            for t in s["tiers"]:
                for w in t["winners"]:
                    self.leaf[w["rank"]], self.k[w["rank"]], self.stratum[w["rank"]] = w["leaf"], 0, s["id"]
        self.ever = {rows[x]["id"] for x in self.leaf.values()}
        self.team = {r: dict(t) for r, t in plan["teams"].items()}     # rank -> seat -> person (None: vacant)
        self.out = {}                                                  # rank -> people whom a request took out

    def holds(self, p):
        return sum(p == q for t in self.team.values() for q in t.values())

    def may(self, p, rank, seat):
        row = self.rows[self.leaf[rank]]
        want = dict(seat_needs(self.m["seats"], rank in self.plan["swapped"], row["needs"]))[seat]
        return want <= self.plan["people"][p][0] and (row["id"], p) not in self.recusals

    def seat_rule(self, seed, rank, seat, before):
        team = self.team[rank]
        free = [p for p, (_, _, cap) in self.plan["people"].items()
                if self.may(p, rank, seat) and self.holds(p) < cap and p not in team.values()
                and p not in before and p not in self.out.get(rank, ())]
        team[seat] = min(free, key=seat_key(seed, "%d/%s" % (rank, seat))) if free else None

    def next_object(self, seed, rank):
        stratum = self.stratum[rank]
        left = [self.lines[x] for x in self.reserve[stratum] if self.rows[x]["id"] not in self.ever]
        return next((leaf for _, _, leaf in order_of(seed, stratum, left)), None)

    def answer(self, request, value):
        """[(rank, k, leaf or None, team {seat: person} or None)]"""
        seed = self.seed if value is None else extract(self.seed, LP(value_bytes(value["k"], value["value"])))
        rank, seat = request["rank"], request.get("seat")
        need(self.leaf.get(rank), "请求的序号没有对象")
        oid = self.rows[self.leaf[rank]]["id"]
        ranks = sorted(r for r, x in self.leaf.items() if x and self.rows[x]["id"] == oid)
        need(rank == ranks[0], "请求的不是该对象的最小序号")
        if seat is not None:
            gone = self.team.get(rank, {}).get(seat)
            need(gone, "请求的位置上没有人")
            before = {p for p in self.team[rank].values() if p}
            self.out.setdefault(rank, set()).add(gone)
            self.team[rank][seat] = None
            self.seat_rule(seed, rank, seat, before)
            team = dict(self.team[rank])
            if not any(team.values()):                     # nobody is left: there is no team any more
                del self.team[rank]
            return [(rank, self.k[rank], self.leaf[rank], team)]
        old = self.team.pop(rank, None)
        for r in ranks:
            new = self.next_object(seed, r)
            self.leaf[r], self.k[r] = new, self.k[r] + 1
            if new:
                self.ever.add(self.rows[new]["id"])
        places = []
        for r in ranks:
            if self.leaf[r] and old is not None:
                before = {p for p in old.values() if p} if r == rank else set()
                self.team[r] = dict(old) if r == rank else {s["id"]: None for s in self.m["seats"]}
                for s in self.team[r]:
                    p = self.team[r][s]
                    if p is None or not self.may(p, r, s):
                        self.team[r][s] = None
                        self.seat_rule(seed, r, s, before)
            team = self.team.get(r)
            places.append((r, self.k[r], self.leaf[r], dict(team) if team is not None else None))
            if team is not None and not any(team.values()):
                del self.team[r]
        return places


# ------------------------------------------------------------------ §12 keys, checkpoints, witnesses

SM2 = b"\xff" + b"sunlot/sm2-with-sm3"


def b64(text):
    raw = base64.b64decode(text, validate=True)
    need(base64.b64encode(raw).decode() == text, "Base64 不规范")
    return raw


def verifier_key(text, kind, size):
    """name+<key id>+<Base64 of kind‖public key> -> (name, key id, public key)"""
    try:
        name, kid, rest = text.split("+", 2)
        raw = b64(rest)
    except ValueError:
        raise Bad("公钥文本格式不对")
    need(raw[:len(kind)] == kind and len(raw) == len(kind) + size, "公钥种类或长度不对")
    need(name and not re.search(r"\s", name) and (size != 65 or raw[len(kind)] == 4), "公钥名称不对")
    need(kid == hashlib.sha256(name.encode() + b"\n" + raw).hexdigest()[:8], "公钥标识不对")
    return name, bytes.fromhex(kid), raw[len(kind):]


class Checkpoint:
    def __init__(self, note, key, gm=None, witnesses=()):
        head, sep, tail = note.partition("\n\n")
        part = head.split("\n")
        need(sep and len(part) == 4 and part[0] == key[0], "检查点格式或来源不对")
        need(rx("[1-9][0-9]{0,15}")(part[1]) and part[3][:5] == "time " and INSTANT(part[3][5:]), "检查点大小或时间不对")
        self.size, self.time, self.cosigned, seen = int(part[1]), secs(part[3][5:]), {}, set()
        try:
            self.root = b64(part[2])
            signatures = [self.line(x) for x in lines_of(tail)]
        except ValueError:
            raise Bad("检查点的 Base64 不对")
        need(len(self.root) == 32 and 1 <= len(signatures) <= 64, "检查点的根或签名行数不对")
        for name, raw in signatures:
            for known, size in [(key, 64)] + ([(gm, 64)] if gm else []):
                if (name, raw[:4]) == known[:2]:
                    need(len(raw) == 4 + size, "日志签名长度不对")
                    seen.add(known)
            for w in witnesses:
                if (name, raw[:4]) == w[:2]:
                    need(len(raw) == 76, "见证签名长度不对")
                    t = int.from_bytes(raw[4:12], "big")
                    self.cosigned[w] = min(t, self.cosigned.get(w, t))
        need(key in seen, "检查点没有日志的签名行")
        need(gm is None or gm in seen, "检查点没有日志的国密签名行")

    @staticmethod
    def line(text):
        part = text.split(" ")
        need(len(part) == 3 and part[0] == "—" and part[1] and not re.search(r"[\s+]", part[1]), "签名行格式不对")
        raw = b64(part[2])
        need(len(raw) >= 5, "签名行太短")
        return part[1], raw


def read_policy(text, log_key):
    """{quorum, witnesses} -> (quorum, {key tuple: outside})"""
    p = parse(text)
    need(OBJ(quorum=INT(0, 32), witnesses=LIST(OBJ(name=NAME, key=STRING, role_=NAME, outside=ONE(True, False))))(p),
         "见证规则格式不对")
    keys = [verifier_key(w["key"], b"\4", 32) for w in p["witnesses"]]
    n = len(keys)
    need(n <= 32 and (1 <= p["quorum"] <= n if n else p["quorum"] == 0), "见证规则人数不对")
    for column in ([w["name"] for w in p["witnesses"]], [k[0] for k in keys], [k[2] for k in keys]):
        need(len(set(column)) == n, "见证人重复")
    need(all(k[2] != log_key[2] for k in keys), "见证人是日志自己")
    return p["quorum"], dict(zip(keys, [w["outside"] for w in p["witnesses"]]))


def commitment(cp, quorum, outside):
    """(T or None, class), §12"""
    if not outside:
        return cp.time, "unwitnessed"
    kind = "outside" if any(outside[w] for w in cp.cosigned) else "inside"
    have, ok_outside = 0, not any(outside.values())
    for t, w in sorted((t, w) for w, t in cp.cosigned.items()):
        have, ok_outside = have + 1, ok_outside or outside[w]
        if have >= quorum and ok_outside:
            return max(t, cp.time), kind
    return None, "incomplete"


# ------------------------------------------------------------------ §5, §10 form of draw.json

RULE = ANY(OBJ(kind=ONE("ratio"), p=INT(0), q=INT(1)), OBJ(kind=ONE("count"), count=INT(0), clause=NAME))
STRATUM = OBJ(id=CODE, base=INT(0), rule=RULE, required=INT(0), n=INT(0), reserve=INT(0), clause=NAME,
              shortfall_=OBJ(reason=ONE("pool-exhausted", "principle"), text=NAME),
              tiers=LIST(OBJ(tier=INT(0, 999999), pool=INT(1), n=INT(0))),
              excluded=LIST(OBJ(state=ONE("base", "out"), reason=CODE, count=INT(1))))
ROOT = OBJ(root=HEX, size=INT(0))
MANIFEST = OBJ(
    spec=ONE("sunlot/1"), profile=ONE("std", "gm"), agency=AGENCY, task=CODE, period=PERIOD, seq=INT(1, 2 ** 32 - 1),
    plan_=HEX, directory=HEX, cycle=WINDOW, lists=OBJ(objects=ROOT, inspectors=ROOT, recusals=ROOT), keyCommit=HEX,
    keyHolder=NAME, strata=LIST(STRATUM, 1), seats=LIST(OBJ(id=CODE, needs=LIST(CODE, 0, True), object_=ONE(True)), 1),
    tags=LIST(CODE, 0, True), weights=OBJ(clause=NAME, table=LIST(OBJ(id=CODE, weight=INT(1, 255)))), minChoice=INT(0),
    fallback=LIST(ONE("swapObjectSeat", "cap+1", "borrow", "postpone")),
    replacement=OBJ(mode=ONE("next", "fresh"), max=INT(0)), entropy=LIST(SOURCE, 1), lead=INT(0), witnesses=HEX,
    revealBy=DATE, supersedes_=LIST(HEX, 1), reason_=NAME)


def fingerprint(m):
    """§5; a manifest of another profile has the hash of that profile."""
    profile = m.get("profile")
    return PROFILES[profile if profile in ("std", "gm") else "std"](canon(m).encode())


def strata_ids(m):
    strata = m.get("strata")
    return {s["id"] for s in strata if isinstance(s, dict) and STRING(s.get("id"))} if isinstance(strata, list) else set()


def check_manifest(m):
    need(MANIFEST(m) and len(canon(m).encode()) <= 65000, "清单格式不对")
    need(m["cycle"]["from"] <= m["cycle"]["to"], "周期日期颠倒")
    need(m["tags"] == sorted(m["tags"]), "标签没有排序")
    need(all(t in m["tags"] for s in m["seats"] for t in s["needs"]), "位置要求的标签不在清单里")
    for what in (m["strata"], m["seats"], m["weights"]["table"]):
        need(len({x["id"] for x in what}) == len(what), "编号重复")
    for s in m["strata"]:
        kinds = [(x["state"], x["reason"]) for x in s["excluded"]]
        need(kinds == sorted(set(kinds)), "排除理由没有排序")
    need(m["seq"] == 1 or "supersedes" in m, "后续场次没有写明取代哪一场")
    ks = [s["k"] for s in m["entropy"]]                    # §7
    stages = [STAGE[k] for k in ks]
    need(stages == sorted(stages) and ks.count("nonces") <= 1 and stages[-1] > 0, "随机数来源次序不对")
    public = [(s["k"], s.get("issue") or s["round"]) for s in m["entropy"] if STAGE[s["k"]] == 2]
    need(len(set(public)) == len(public), "同一公开随机数列了两次")
    need(sum(map(bits, m["entropy"])) >= 64, "随机数不足 64 比特")
    fresh = m["replacement"]["mode"] == "fresh"
    need(fresh or "drand" not in ks, "有信标时替换须用新随机数")


ACTOR = OBJ(role=CODE, id=HEX)
REQUEST = OBJ(no=INT(1), rank=INT(1), seat_=CODE, reason=HEX, evidence=HEX, requester=ACTOR, approver=ACTOR)
PLACE = OBJ(rank=INT(1), k=INT(0), leaf_=HEX, team_=HEX, vacant_=LIST(CODE, 1, True))
ANSWER = OBJ(value_=OBJ(k=STRING, value=STRING), places=LIST(PLACE, 1))
REVEAL = OBJ(rows=HEX, objectKey_=HEX, withheld=LIST(OBJ(leaf=HEX, ground=CODE)), early_=NAME)
PROOF = dict(at=INSTANT, index=INT(0), path=LIST(HEX))
LATER = OBJ(checkpoint=STRING, consistency=LIST(HEX), **PROOF)
PROOFS = OBJ(log=STRING, logGm_=STRING, manifest=OBJ(checkpoint=STRING, **PROOF), entropy=LIST(OBJ(**PROOF)), result_=LATER,
             replacements_=LIST(OBJ(request=LATER, result_=LATER)), reveal_=LATER, end_=LATER)
WINNER = OBJ(rank=INT(1), leaf=HEX, t=HEX)
CERTIFICATE = OBJ(
    spec=ONE("sunlot/1"), manifest=lambda v: True, entropy=LIST(OBJ(k=STRING, value=STRING, entry=HEX)), seed_=HEX,
    strata_=LIST(OBJ(id=CODE, tiers=LIST(OBJ(tier=INT(0), cutoff_=HEX, winners_=LIST(WINNER))),
                     reserve_=LIST(OBJ(tier=INT(0), leaf=HEX, t=HEX)))),
    winners_=ROOT, reserve_=ROOT,
    teams_=OBJ(root=HEX, size=INT(0), steps=LIST(STRING), postponed=LIST(INT(1)), swapped=LIST(INT(1)),
               deficit_=LIST(OBJ(rank=INT(1), seat=CODE), 1)),
    openings=LIST(OBJ(rank=INT(1), k_=INT(1), row=STRING, salt=HEX, teamRow_=STRING, teamSalt_=HEX)),
    replacements=LIST(OBJ(request=REQUEST, result_=ANSWER)), reveal_=REVEAL, end_=OBJ(kind=ONE("void", "abandoned"), reason=NAME),
    software=OBJ(name=NAME, version=NAME), proofs=PROOFS)


def check_certificate(c):
    need(isinstance(c, dict) and "manifest" in c, "draw.json 没有清单")
    check_manifest(c["manifest"])
    need(CERTIFICATE(c), "draw.json 格式不对")
    p, drawn = c["proofs"], "seed" in c
    need(drawn == ("strata" in c) and drawn == ("teams" in c), "种子、结果、检查组没有一起出现")
    strata = c.get("strata", [])
    for key, parts in (("winners", [t for s in strata for t in s["tiers"]]), ("reserve", strata)):
        need(drawn or key not in c, "没有结果就有结果的根")
        need(all((key in x) != (key in c) for x in parts), "中签或候补须全部写在证书里，或全部只写根")
    need(len(c["entropy"]) <= len(c["manifest"]["entropy"]) and len(p["entropy"]) == len(c["entropy"]), "随机数与证明不相配")
    need(all(v["k"] == s["k"] for v, s in zip(c["entropy"], c["manifest"]["entropy"])), "随机数与来源不相配")
    need("result" in p or "end" in p or not c["entropy"], "随机数没有可依据的检查点")
    need("result" not in p or drawn, "有结果证明而没有种子")
    need(not drawn or len(c["entropy"]) == len(c["manifest"]["entropy"]), "有种子而随机数不全")
    need(not drawn or "result" in p or "end" in c, "有种子而没有结果证明")
    need(("reveal" in c) == ("reveal" in p) and ("end" in c) == ("end" in p), "公开或终止与证明不相配")
    need("result" in p or ("reveal" not in c and not c["replacements"]), "没有结果就公开或替换")
    need("end" not in c or c["end"]["kind"] == "abandoned" or not (c["entropy"] or drawn), "有随机数的场次不能作废")
    shapes = [["result" in x for x in side] for side in (c["replacements"], p.get("replacements", []))]
    need(shapes[0] == shapes[1] and all(shapes[0][:-1]), "替换与证明不相配")
    need("replacements" not in p or p["replacements"], "空的替换证明应当不写")
    need("reveal" not in c or ("objectKey" in c["reveal"]) == (not c["reveal"]["withheld"]), "对象密钥与不公开的行不相配")
    need(all(("teamRow" in o) == ("teamSalt" in o) for o in c["openings"]), "检查组行缺盐")
    spots = [(o["rank"], o.get("k", 0)) for o in c["openings"]]
    need(len(set(spots)) == len(spots), "同一位置公开两次")


# ------------------------------------------------------------------ the pack and the checks of §14

PASS, FAIL, NOTYET, STATED, UNCHECKED = "pass", "fail", "notYet", "stated", "notChecked"
WORDS = {PASS: "通过", FAIL: "不通过", NOTYET: "尚未公开", STATED: "见证陈述", UNCHECKED: "此处未核"}
FATE = ("entropy", "result-commit", "reveal", "void", "abandoned")


def read_pack(path):
    files = {}
    if os.path.isdir(path):
        for folder, _, names in os.walk(path):
            for name in names:
                full = os.path.join(folder, name)
                with open(full, "rb") as f:
                    files[os.path.relpath(full, path).replace(os.sep, "/")] = f.read()
        return files
    with zipfile.ZipFile(path) as z:
        for info in z.infolist():
            if not info.filename.endswith("/"):
                need(info.filename not in files, "压缩包里有同名文件")
                need(info.file_size <= 2 ** 28, "压缩包里有过大的文件")
                files[info.filename] = z.read(info)
    return files


class Verifier:
    def __init__(self, files, log_key=None):
        self.files, self.trusted, self.results, self.made = files, log_key, [], {}

    def text(self, name):
        need(name in self.files, "缺文件 " + name)
        try:
            return self.files[name].decode("utf-8")
        except UnicodeDecodeError:
            raise Bad(name + " 不是 UTF-8")

    def state(self, check):
        return next((s for i, s, _ in self.results if i == check), None)

    def once(self, name, make):
        """A part that several checks need is made once; if it is bad, each of them fails."""
        if name not in self.made:
            try:
                self.made[name] = make()
            except Bad as e:
                self.made[name] = e
        if isinstance(self.made[name], Bad):
            raise self.made[name]
        return self.made[name]

    def run(self):
        for n in range(1, 16):
            try:
                lost = self.once("lost", self.lost) if n in (11, 12, 14, 15) else []
                state, why = (NOTYET, "缺少或不是证书的文件：" + "、".join(lost)) if lost else getattr(self, "v%d" % n)()
            except Bad as e:
                state, why = FAIL, str(e)
            except (LookupError, TypeError, ValueError, AttributeError, OverflowError) as e:
                state, why = FAIL, "格式不对（%s）" % type(e).__name__
            self.results.append(("V%d" % n, state, why))
        return self.results

    # ---- parts that several checks use

    def load(self):
        """draw.json in its form (§5, §10); sets everything the other checks start from."""
        self.c = c = parse(self.text("draw.json"))
        check_certificate(c)
        self.m, self.p = c["manifest"], c["proofs"]
        set_profile(self.m["profile"])
        self.fp = fingerprint(self.m)
        self.seed = bytes.fromhex(c["seed"]) if "seed" in c else None
        self.revealed, self.ended = "reveal" in c, "end" in c
        return c

    def cert(self):
        return self.once("cert", self.load)

    def phase(self):
        c = self.cert()
        return "PX" if self.ended else "P4" if self.revealed else "P3" if c["openings"] else "P2" if self.seed else "P1"

    def keys(self):
        gm = verifier_key(self.p["logGm"], SM2, 65) if "logGm" in self.p else None
        key = verifier_key(self.p["log"], b"\1", 32)
        need(gm is None or gm[0] == key[0], "国密公钥名称不是日志的")
        return key, gm

    def policy(self):
        text = self.text("witnesses.json") if "witnesses.json" in self.files else '{"quorum":0,"witnesses":[]}'
        need(H(text.encode()).hex() == self.m["witnesses"], "见证规则不是清单里的那一份")
        return read_policy(text, self.once("keys", self.keys)[0])

    def first_cp(self):
        key, gm = self.once("keys", self.keys)
        _, outside = self.once("policy", self.policy)
        return Checkpoint(self.p["manifest"]["checkpoint"], key, gm, list(outside))

    def cp(self, proof):
        """A later checkpoint, which must extend the manifest's."""
        first = self.once("first_cp", self.first_cp)
        if "consistency" not in proof:
            return first

        def make():
            cp = Checkpoint(proof["checkpoint"], *self.once("keys", self.keys))
            check_consistency(first.size, cp.size, first.root, cp.root, [bytes.fromhex(x) for x in proof["consistency"]])
            return cp
        return self.once(("cp", proof["checkpoint"], tuple(proof["consistency"])), make)

    def proven(self, what, entry, proof, cp):
        """The entry stands at its index under the checkpoint, and is not younger than it (§12)."""
        data = canon(entry).encode()
        need(len(data) <= 65535, what + "条目过长")
        root = root_from_path(log_leaf(data), proof["index"], cp.size, [bytes.fromhex(x) for x in proof["path"]], sha256)
        need(root == cp.root, what + "条目不在日志里")
        need(secs(proof["at"]) <= cp.time, what + "条目比检查点还新")

    def entry(self, kind, at, more):
        m = self.m
        return dict(more, type=kind, at=at, agency=m["agency"], task=m["task"], seq=m["seq"], fingerprint=self.fp.hex())

    def committed(self):
        """(T or None, class)"""
        quorum, outside = self.once("policy", self.policy)
        return commitment(self.once("first_cp", self.first_cp), quorum, outside)

    def log(self):
        """The entries of log.jsonl, or None without the file."""
        if "log.jsonl" not in self.files:
            return None
        self.raw_log = [x.encode() for x in lines_of(self.text("log.jsonl"))]
        out = []
        for x in self.raw_log:
            e = parse(x.decode())
            need(len(x) <= 65535 and isinstance(e, dict) and STRING(e.get("type")) and INSTANT(e.get("at")), "日志有一行不是条目")
            out.append(e)
        return out

    def own(self, *types):
        """[(index, entry)] of this session in the log"""
        log = self.once("log", self.log)
        return [(i, e) for i, e in enumerate(log or []) if e.get("fingerprint") == self.fp.hex() and e["type"] in types]

    def lines(self):
        return [public_line(x) for x in lines_of(self.text("lists/objects.txt"))]

    def leaves(self, name):
        leaves = lines_of(self.text("lists/" + name))
        need(all(map(HEX, leaves)), name + " 有一行不是叶码")
        return leaves

    def lost(self):
        """Files of a long outcome that are missing, or have not the root and size of the certificate (V10)."""
        c, out = self.cert(), []
        for key, name in LONG.items():
            *rows, rest = self.files.get(name, b"-").split(b"\n")
            if key in c and (rest or c[key] != {"root": root_of([leaf_hash(x) for x in rows]).hex(), "size": len(rows)}):
                out.append(name)
        return out

    def strata(self):
        """As drawn, whichever way the certificate tells it."""
        make = lambda: untold(self.c, {key: self.text(name) for key, name in LONG.items() if key in self.c})
        return self.once("strata", make)

    def winners(self):
        return {w["rank"]: w["leaf"] for s in self.strata() for t in s["tiers"] for w in t["winners"]}

    def open_file(self, name):
        """Opened rows in order: [(leaf, salt, row)]"""
        out = []
        for line in lines_of(self.text("opened/" + name)):
            salt, tab, row = line.partition("\t")
            need(tab and HEX(salt), name + " 有一行没有盐")
            out.append((row_leaf(salt, row), salt, row))
        return out

    def object_rows(self):
        """After the reveal: leaf -> opened object row. Each says what its public line says."""
        lines = {x["leaf"]: x for x in self.once("lines", self.lines)}
        opened = [(leaf, object_row(row)) for leaf, _, row in self.once("objects", lambda: self.open_file("objects.txt"))]
        held = {w["leaf"] for w in self.c["reveal"]["withheld"]}
        need([x for x, _ in opened] == [x for x in lines if x not in held], "公开的行与名单不是一一对应")
        for leaf, row in opened:
            self.says_the_same(row, lines[leaf])
        return dict(opened)

    @staticmethod
    def says_the_same(row, line):
        shown = ("-", "-") if row["state"] == "out" else (str(row["tier"]), str(row["weight"]))
        need((row["stratum"], row["state"]) + shown == (line["stratum"], line["state"], line["tier"], line["weight"]),
             "公开的行与公开名单说法不同")

    def people(self):
        """After the reveal: ({id: inspector}, {(object, person)}), both complete but for withheld objects."""
        rows = self.once("inspectors", lambda: self.open_file("inspectors.txt"))
        need([x for x, _, _ in rows] == self.leaves("inspectors.txt"), "公开的人员与名单不符")
        people = [inspector_row(r) for _, _, r in rows]
        need(len({p["id"] for p in people}) == len(people), "人员重复")
        need(all(p["tags"] <= set(self.m["tags"]) for p in people), "人员标签不在清单里")
        rows, listed = self.open_file("recusals.txt"), self.leaves("recusals.txt")
        got = [x for x, _, _ in rows]
        held = self.c["reveal"]["withheld"]
        need(got == [x for x in listed if x in set(got)] if held else got == listed, "公开的回避关系与名单不符")
        return {p["id"]: p for p in people}, {recusal_row(r) for _, _, r in rows}

    def team_rows(self):
        rows = self.open_file("teams.txt")
        need([x for x, _, _ in rows] == self.leaves("teams.txt"), "公开的检查组与名单不符")
        return [team_row(r, self.m["revealBy"]) for _, _, r in rows]

    def plan(self):
        """The answer of §9 from the opened rows."""
        rows, (people, recusals) = self.once("object_rows", self.object_rows), self.once("people", self.people)
        targets, seen = [], set()
        for rank, leaf in sorted(self.winners().items()):
            row = rows[leaf]
            if row["id"] not in seen:
                targets.append((rank, row["id"], row["needs"]))
                seen.add(row["id"])
        side = {s: {i: (p["tags"], p["load"], p["cap"]) for i, p in people.items() if p["state"] == s} for s in ("in", "borrow")}
        return assign(self.seed, self.m["seats"], targets, side["in"], side["borrow"], recusals, self.m["fallback"])

    def answered(self):
        return [r for r in self.c["replacements"] if "result" in r]

    def places(self):
        """(rank, k) -> leaf or None, as drawn and after every answer"""
        out = {(r, 0): x for r, x in self.winners().items()}
        out.update({(p["rank"], p["k"]): p.get("leaf") for r in self.answered() for p in r["result"]["places"]})
        return out

    def last_time(self):
        later = [self.p[k] for k in ("result", "reveal", "end") if k in self.p]
        later += [x[k] for x in self.p.get("replacements", []) for k in ("request", "result") if k in x]
        return max((self.cp(x) for x in [self.p["manifest"]] + later), key=lambda cp: cp.size), later

    # ---- V1 … V15

    def v1(self):
        sums = lines_of(self.text("SHA256SUMS"))
        names = sorted((n for n in self.files if n != "SHA256SUMS"), key=lambda n: n.encode())
        want = ["%s  %s" % (hashlib.sha256(self.files[n]).hexdigest(), n) for n in names]
        need(sums == want, "SHA256SUMS 与文件不符")
        c = self.cert()
        return PASS, "文件完整，证书格式正确，软件 %s %s" % (c["software"]["name"], c["software"]["version"])

    def v2(self):
        self.cert()
        key, gm = self.once("keys", self.keys)
        need(self.trusted in (None, self.p["log"], self.p.get("logGm")), "不是您信任的日志公钥")
        cp, proof = self.once("first_cp", self.first_cp), self.p["manifest"]
        self.proven("清单", {"type": "manifest", "at": proof["at"], "manifest": self.m}, proof, cp)
        T, kind = self.committed()
        if T is None:
            need(not self.c["entropy"] and not self.own("entropy"), "摇号时见证人数还不够")
            return NOTYET, "见证人数还不够（%d 人已加签）" % len(cp.cosigned)
        return UNCHECKED, "清单在日志第 %d 条，见证类别 %s；日志和见证人的签名（Ed25519%s）此处未核" % (
            proof["index"], kind, "、SM2" if gm else "")

    def v3(self):
        c, m = self.cert(), self.m
        if not c["entropy"]:
            return NOTYET, "还没有摇号"
        first = self.once("first_cp", self.first_cp)
        T, kind = self.committed()
        need(T is not None, "摇号时见证人数还不够")
        last = self.p.get("result") or self.p["end"]
        cp = self.cp(last)
        index, at, room = first.size - 1, T + m["lead"], T
        for i, (s, v, proof) in enumerate(zip(m["entropy"], c["entropy"], self.p["entropy"])):
            e = self.entry("entropy", proof["at"], {"source": i + 1, "k": v["k"], "value": v["value"]})
            need(log_leaf(canon(e).encode()).hex() == v["entry"], "随机数条目的叶码不对")
            self.proven("随机数", e, proof, cp)
            need(proof["index"] > index and secs(proof["at"]) >= at, "随机数条目次序或时间不对")
            index, at = proof["index"], secs(proof["at"])
            need(exists_at(s) is None or at >= exists_at(s), "随机数在产生之前就登记了")
            if STAGE[s["k"]] < 2:
                room = at
            else:
                need(exists_at(s) >= room + m["lead"], "公开随机数产生得太早，承诺时可能已知")
        need(last["index"] > index and secs(last["at"]) >= at, "结果条目在随机数之前")
        if m["entropy"][-1]["k"] == "drand" and kind != "unwitnessed":
            return UNCHECKED, "次序和时间正确；签名此处未核"
        return STATED, "次序和时间在日志里正确；随机数的产生%s" % (
            "靠现场见证" if STAGE[m["entropy"][-1]["k"]] < 2 else "须与开奖公告比对" if m["entropy"][-1]["k"] != "drand" else "没有外部见证")

    def in_time(self):
        if "result" not in self.p:
            return
        s, at = self.m["entropy"][-1], secs(self.p["result"]["at"])
        start = secs(self.p["entropy"][-1]["at"]) if STAGE[s["k"]] < 2 else exists_at(s)
        need(at <= start + (86400 if "drawnAt" in s else 7200), "结果登记得太晚")

    def check_end(self, log):
        end = self.c.get("end")
        if end is None:
            return
        proof, reached = self.p["end"], bool(self.c["entropy"]) or self.seed is not None
        before = [e for i, e in self.own("nonce", "entropy") if i < proof["index"]]
        kinds = ["void"] if end["kind"] == "void" else ["abandoned"] + (["void"] if reached or before or log is None else [])
        need(end["kind"] == "abandoned" or not before, "有随机数的场次不能作废")
        earlier = [self.p[k]["index"] for k in ("manifest", "result") if k in self.p] + [x["index"] for x in self.p["entropy"]]
        need(proof["index"] > max(earlier), "终止之后又有随机数或结果")
        for kind in kinds:
            try:
                return self.proven("终止", self.entry(kind, proof["at"], {"reason": end["reason"]}), proof, self.cp(proof))
            except Bad as e:
                why = e
        raise why

    def v4(self):
        self.cert()
        m, log = self.m, self.once("log", self.log)
        self.in_time()
        self.check_end(log)
        biggest, later = self.last_time()
        if log is None:
            return STATED, "没有日志全文，无法核对有没有漏报的抽取"
        hashes = [log_leaf(x) for x in self.raw_log]
        need(len(hashes) == biggest.size, "日志全文的行数不是最大检查点的大小")
        for cp in [self.cp(x) for x in [self.p["manifest"]] + later]:
            need(root_of(hashes[:cp.size], sha256) == cp.root, "日志全文的根与检查点不符")
        at = self.p["manifest"]["index"]
        need(log[at] == {"type": "manifest", "at": self.p["manifest"]["at"], "manifest": m}, "日志该处不是这份清单")
        self.check_sessions(log, at)
        self.check_plan(log, hashes, at)
        known = [x["index"] for x in self.p["entropy"]] + [self.p[k]["index"] for k in ("result", "reveal", "end") if k in self.p]
        own = self.own(*FATE)
        need(sorted(known) == [i for i, _ in own], "日志里本场的经过与证书不同")
        return PASS, "日志全文 %d 条，没有漏报的抽取%s" % (len(log), "" if "plan" in m else "；计划外")

    def check_sessions(self, log, at):
        """Earlier sessions of the same agency and period with a common stratum (V4)."""
        m, sessions, ended = self.m, {}, {}
        for i, e in enumerate(log):
            x = e.get("manifest")
            if e["type"] == "manifest" and set(e) == {"type", "at", "manifest"} and MANIFEST(x):
                need(i == at or (x.get("agency"), x.get("task"), x.get("seq")) != (m["agency"], m["task"], m["seq"]),
                     "同一单位、任务、场次的清单出现两次")
                sessions.setdefault(fingerprint(x).hex(), (i, x))
            elif e["type"] in ("result-commit", "void", "abandoned"):
                ended.setdefault(e.get("fingerprint"), i)
        named, todo = set(), list(m.get("supersedes", []))
        need(all(f in sessions and sessions[f][0] < at for f in todo), "取代的场次不在清单之前的日志里")
        while todo:
            f = todo.pop()
            if f in sessions and f not in named:
                named.add(f)
                todo += sessions[f][1].get("supersedes", [])
        for f, (i, x) in sessions.items():
            same = (x.get("agency"), x.get("period")) == (m["agency"], m["period"]) and strata_ids(x) & strata_ids(m)
            if i < at and same:
                need(f in named, "有一场更早的抽取没有写明：" + f[:16])
                need(ended.get(f, at) < at, "更早的一场还没有结束")

    def check_plan(self, log, hashes, at):
        if "plan" in self.m:
            i = next((i for i, h in enumerate(hashes[:at]) if h.hex() == self.m["plan"]), None)
            need(i is not None and log[i]["type"] == "plan", "计划不在清单之前的日志里")
            need(log[i]["agency"] == self.m["agency"], "计划是别的单位的")
            ids = {s["id"] for s in self.m["strata"]}
            code, end = self.m["task"], ""
            if not any(t["code"] == code for t in log[i]["tasks"]):
                # a part of a planned task, or what was lacking after it: its strata end as its code does
                part = re.fullmatch(r"(.+)(-(?:part|supplement)-[1-9][0-9]*)", code)
                code, end = part.groups() if part else (code, "")
            need(any(t["code"] == code and t["period"] == self.m["period"] and {s + end for s in t["strata"]} <= ids
                     for t in log[i]["tasks"]), "计划里没有这项任务，或所列类别不全在清单里")

    def v5(self):
        c, m = self.cert(), self.m
        if m["entropy"][0]["k"] != "nonces":
            return PASS, "本场没有场外随机数"
        if not c["entropy"]:
            return NOTYET, "场外随机数还没有关闭"
        if self.once("log", self.log) is None:
            return STATED, "没有日志全文，无法核对场外随机数"
        own, first, (T, _) = self.own("nonce"), self.once("first_cp", self.first_cp), self.committed()
        need(T is not None, "见证人数不够，场外随机数没有开放")
        for i, e in own:
            need(rx("([0-9a-f]{2}){16,64}")(e["nonce"]), "场外随机数格式不对")
            need(i >= first.size and secs(e["at"]) >= T + m["lead"], "有场外随机数在开放之前")
            need(secs(e["at"]) <= secs(m["entropy"][0]["deadline"]), "有场外随机数在截止之后")
            need(i < self.p["entropy"][0]["index"], "有场外随机数在关闭之后")
        root = root_of([leaf_hash(bytes.fromhex(e["nonce"])) for _, e in own]).hex()
        need(root == c["entropy"][0]["value"], "场外随机数的根不对")
        return PASS, "场外随机数 %d 个全部计入" % len(own)

    def v6(self):
        c, sources = self.cert(), self.m["entropy"]
        for s, v in zip(sources, c["entropy"]):
            need(value_ok(s, v["value"]), "随机数的形式不对：" + s["k"])
        if len(c["entropy"]) < len(sources):
            return NOTYET, "随机数还没有摇完"
        if any(s["k"] == "drand" for s in sources):
            return UNCHECKED, "形式正确，共 %d 比特；信标签名（BLS）此处未核" % sum(map(bits, sources))
        return PASS, "形式正确，共 %d 比特" % sum(map(bits, sources))

    def v7(self):
        c = self.cert()
        if self.seed is None:
            return NOTYET, "还没有种子"
        need(all(value_ok(s, v["value"]) for s, v in zip(self.m["entropy"], c["entropy"])), "随机数的形式不对")
        need(seed_of(self.m, self.fp, c["entropy"]) == self.seed, "种子不是由随机数算出的")
        return PASS, "种子由清单指纹和随机数算出，无误"

    def v8(self):
        self.cert()
        text, want = lines_of(self.text("lists/objects.txt")), self.m["lists"]
        leaves = [x["leaf"] for x in self.once("lines", self.lines)]
        trees = {"objects": (leaves, [x.encode() for x in text])}
        for name in ("inspectors", "recusals"):
            got = self.leaves(name + ".txt")
            trees[name] = (got, [bytes.fromhex(x) for x in got])
        for name, (got, data) in trees.items():
            need(all(a < b for a, b in zip(got, got[1:])), name + " 的叶码没有严格递增")
            root = root_of([leaf_hash(x) for x in data]).hex()
            need(want[name] == {"root": root, "size": len(got)}, name + " 的根或行数与清单不符")
        return PASS, "三份名单与清单一致：对象 %d 行、人员 %d 行、回避 %d 行" % tuple(len(t[0]) for t in trees.values())

    def v9(self):
        self.cert()
        lines = self.once("lines", self.lines)
        need({x["stratum"] for x in lines} <= {s["id"] for s in self.m["strata"]}, "名单里有清单没有的类别")
        for s in self.m["strata"]:
            self.check_stratum(s, [x for x in lines if x["stratum"] == s["id"]])
        return PASS, "基数、应抽数、轮次、候补、排除数与名单一致"

    @staticmethod
    def check_stratum(s, lines):
        count = lambda state: sum(x["state"] == state for x in lines)
        need(s["base"] == count("in") + count("base"), "基数不对")
        rule = s["rule"]
        required = -(-rule["p"] * s["base"] // rule["q"]) if rule["kind"] == "ratio" else rule["count"]
        need(s["required"] == required, "应抽数不对")
        need((s["n"] >= required) == ("shortfall" not in s), "抽取数与应抽数、不足的说明不相配")
        left, tiers = s["n"], []
        for tier in sorted({int(x["tier"]) for x in lines if x["state"] == "in"}):
            pool = sum(x["state"] == "in" and int(x["tier"]) == tier for x in lines)
            tiers.append({"tier": tier, "pool": pool, "n": min(pool, left)})
            left -= tiers[-1]["n"]
        need(s["tiers"] == tiers and left == 0, "轮次的数目不对")
        need(s["n"] + s["reserve"] <= count("in"), "抽取数加候补超过可抽数")
        need(s.get("shortfall", {}).get("reason") != "pool-exhausted" or s["n"] == count("in"), "名单没有抽完却写抽完")
        for state in ("base", "out"):
            need(sum(x["count"] for x in s["excluded"] if x["state"] == state) == count(state), "排除数不对")

    def v10(self):
        c = self.cert()
        if self.seed is None:
            return NOTYET, "还没有结果"
        strata, rows = told(draw(self.m, self.seed, self.once("lines", self.lines)))
        need({k for k in LONG if k in c} == set(rows), "超过 2000 行的中签或候补须只写根，其余须写在证书里")
        need(c["strata"] == strata, "中签、序号、签码、分数线或候补不是由种子算出的")
        for key, want in rows.items():
            root = root_of([leaf_hash(x.encode()) for x in want]).hex()
            need(c[key] == {"root": root, "size": len(want)}, "中签或候补的根不是由种子算出的")
            need(self.text(LONG[key]) == "".join(x + "\n" for x in want), LONG[key] + " 不是证书的那一份")
        if "result" not in self.p:
            return PASS, "结果由种子算出无误，但没有登记，场次已终止"
        body = {k: v for k, v in c.items() if k not in ("proofs", "openings", "replacements", "reveal", "end")}
        cutoffs = [{"stratum": s["id"], "tier": t["tier"], "cutoff": t["cutoff"]} for s in strata for t in s["tiers"] if "cutoff" in t]
        commit = {"fingerprint": self.fp.hex(), "seed": c["seed"], "objectsRoot": self.m["lists"]["objects"]["root"],
                  "teamsRoot": c["teams"]["root"], "cutoffs": cutoffs, "body": H(canon(body).encode()).hex()}
        proof = self.p["result"]
        self.proven("结果", self.entry("result-commit", proof["at"], {"commit": commit}), proof, self.cp(proof))
        return PASS, "中签 %d 行全部由种子算出，结果在日志里" % len(self.winners())

    def v11(self):
        c = self.cert()
        if self.seed is None:
            return NOTYET, "还没有结果"
        lines, places = {x["leaf"]: x for x in self.once("lines", self.lines)}, self.places()
        listed = set(self.leaves("teams.txt"))
        listed |= {p["team"] for r in self.answered() for p in r["result"]["places"] if "team" in p}
        rows = {}                                          # leaf -> row, of all that is open
        if self.revealed:
            rows.update(self.once("object_rows", self.object_rows))
        for o in c["openings"]:
            leaf, row = row_leaf(o["salt"], o["row"]), object_row(o["row"])
            need(places.get((o["rank"], o.get("k", 0))) == leaf, "公开的行不是该序号抽中的行")
            self.says_the_same(row, lines[leaf])
            rows[leaf] = row
        for o in c["openings"]:
            if "teamRow" in o:
                team = team_row(o["teamRow"], self.m["revealBy"])
                need(row_leaf(o["teamSalt"], o["teamRow"]) in listed, "公开的检查组不在名单里")
                need(team["rank"] <= o["rank"], "公开的检查组是别的对象的")      # one team serves all ranks of an object
        held = {w["leaf"] for w in c["reveal"]["withheld"]} if self.revealed else set()
        closed = [k for k, leaf in sorted(places.items()) if leaf and leaf not in rows and leaf not in held]
        if closed:
            return NOTYET, "已公开的行无误；还有 %d 个中签位置没有公开" % len(closed)
        return PASS, "公开的行就是抽中的行"

    def v12(self):
        c = self.cert()
        if self.seed is None:
            return NOTYET, "还没有结果"
        teams, leaves = c["teams"], self.leaves("teams.txt")
        root = root_of([leaf_hash(bytes.fromhex(x)) for x in leaves]).hex()
        need((teams["root"], teams["size"]) == (root, len(leaves)), "检查组的根或数目不对")
        need(set(teams["steps"]) <= set(self.m["fallback"]), "采取了清单没有的办法")
        if not self.revealed:
            return NOTYET, "检查组的承诺无误；人员还没有公开"
        rows = self.once("team_rows", self.team_rows)
        self.once("people", self.people)
        if c["reveal"]["withheld"]:
            return NOTYET, "人员和检查组与承诺一致；有不公开的对象，分组无法重算"
        plan = self.once("plan", self.plan)
        order = [s["id"] for s in self.m["seats"]]
        record = {"root": teams["root"], "size": teams["size"], "steps": plan["steps"], "postponed": plan["postponed"], "swapped": plan["swapped"]}
        if plan["deficit"]:
            short = sorted(((int(r), order.index(s)) for r, s in (x.split("/") for x in plan["deficit"])))
            record["deficit"] = [{"rank": r, "seat": order[s]} for r, s in short]
        need(teams == record, "分组的经过与重算不同")
        want = [(r, [{"seat": s, "inspector": p} for s, p in t]) for r, t in sorted(plan["teams"].items())]
        need([(r["rank"], r["team"]) for r in rows] == want, "检查组不是由种子算出的")
        return PASS, "%d 个检查组重算一致" % len(rows)

    def v13(self):
        c = self.cert()
        if not self.revealed:
            return NOTYET, "还没有公开"
        reveal, proof = c["reveal"], self.p["reveal"]
        self.proven("公开", self.entry("reveal", proof["at"], {"reveal": reveal}), proof, self.cp(proof))
        need(proof["index"] > self.p["result"]["index"], "公开在结果之前")
        need(H(self.files["opened/objects.txt"]).hex() == reveal["rows"], "公开的文件不是日志里的那一份")
        lines = {x["leaf"]: x for x in self.once("lines", self.lines)}
        held = [w["leaf"] for w in reveal["withheld"]]
        need(len(set(held)) == len(held) and all(x in lines for x in held), "不公开的行重复或不在名单里")
        rows, m = self.once("object_rows", self.object_rows), self.m
        if "objectKey" in reveal:
            key = bytes.fromhex(reveal["objectKey"])
            for _, salt, row in self.once("objects", lambda: None):
                s, i = row.split("\t")[:2]
                need(HMAC(key, LP(s), LP(i)).hex() == salt, "盐不是由对象密钥算出的")
        need(len({(r["stratum"], r["id"]) for r in rows.values()}) == len(rows), "同一类别里有重复的对象")
        facts, stops = {}, {}
        for r in rows.values():
            stop = r["reason"] if r["reason"] in ("closed", "suspended") else "-"
            need(facts.setdefault(r["id"], (r["name"], r["needs"], stop)) == (r["name"], r["needs"], stop), "同一对象的行互相矛盾")
        weights = {x["weight"] for x in m["weights"]["table"]} or {1}
        need(all(set(r["needs"]) <= set(m["tags"]) and r["weight"] in weights for r in rows.values()), "标签或权重不在清单里")
        for s in m["strata"]:
            self.check_reasons(s, [r for r in rows.values() if r["stratum"] == s["id"]],
                               [lines[x]["state"] for x in held if lines[x]["stratum"] == s["id"]])
        return STATED, "公开的行 %d 行、不公开 %d 行，与承诺一致；轮次和工作量取决于其他抽取" % (len(rows), len(held))

    @staticmethod
    def check_reasons(s, rows, held):
        for state in ("base", "out"):
            missing = 0
            kinds = {x["reason"]: x["count"] for x in s["excluded"] if x["state"] == state}
            for r in rows:
                need(r["state"] != state or r["reason"] in kinds, "有清单没有的排除理由")
            for reason, count in kinds.items():
                have = sum((r["state"], r["reason"]) == (state, reason) for r in rows)
                need(have <= count, "排除理由比清单多")
                missing += count - have
            need(missing == held.count(state), "排除理由的数目与清单不符")

    def v14(self):
        c = self.cert()
        if self.seed is None or "result" not in self.p:
            need(not self.own("replacement-request", "replacement"), "没有结果就有替换")
            return NOTYET, "还没有结果"
        self.check_requests()
        if self.revealed and not c["replacements"]:
            if self.once("log", self.log) is None:
                return STATED, "没有替换；没有日志全文"
            return PASS, "没有替换"
        if not self.revealed or self.c["reveal"]["withheld"] or self.state("V12") != PASS:
            return NOTYET, "替换 %d 次；人员还没有公开，不能重算" % len(c["replacements"])
        self.check_answers()
        kinds = {r["result"]["value"]["k"] for r in self.answered() if "value" in r["result"]}
        if kinds & {"dice", "balls"}:
            return STATED, "替换重算一致；新的随机数靠现场见证"
        if "drand" in kinds:
            return UNCHECKED, "替换重算一致；信标签名（BLS）此处未核"
        return PASS, "替换 %d 次，重算一致" % len(self.answered())

    def check_requests(self):
        """What is public of replacements at once: log, order, numbers, values, 候补 (§10a)."""
        m, asked, known = self.m, set(), []
        reserve = {s["id"]: [x["leaf"] for x in s["reserve"]] for s in self.strata()}
        stratum = {w["rank"]: s["id"] for s in self.strata() for t in s["tiers"] for w in t["winners"]}
        now, k = self.winners(), {r: 0 for r in self.winners()}
        index, at, used = self.p["result"]["index"], secs(self.p["result"]["at"]), set()
        for no, (r, proof) in enumerate(zip(self.c["replacements"], self.p.get("replacements", [])), 1):
            q = r["request"]
            need(q["no"] == no <= m["replacement"]["max"], "替换的编号不对或超过上限")
            need((q["rank"], q.get("seat"), q["evidence"]) not in asked, "同一请求提出两次")
            asked.add((q["rank"], q.get("seat"), q["evidence"]))
            need(now.get(q["rank"]), "请求的序号没有对象")
            need("seat" not in q or q["seat"] in [s["id"] for s in m["seats"]], "请求的位置不存在")
            entries = [("替换请求", "replacement-request", q, proof["request"])]
            request_leaf = log_leaf(canon(self.entry("replacement-request", proof["request"]["at"], q)).encode()).hex()
            if "result" in r:
                entries.append(("替换", "replacement", dict(r["result"], no=no, request=request_leaf), proof["result"]))
            for what, kind, more, pr in entries:
                self.proven(what, self.entry(kind, pr["at"], more), pr, self.cp(pr))
                need(pr["index"] > index and secs(pr["at"]) >= at, "替换条目的次序不对")
                index, at = pr["index"], secs(pr["at"])
                known.append(index)
            if "result" in r:
                self.check_value(r["result"].get("value"), self.cp(proof["request"]).time, at)
                self.check_places(q, r["result"]["places"], now, k, stratum, reserve, used)
        if self.revealed:
            need(len(self.answered()) == len(self.c["replacements"]), "公开时还有没有结果的请求")
            need(index < self.p["reveal"]["index"], "替换在公开之后")
        if self.once("log", self.log) is not None:
            need([i for i, _ in self.own("replacement-request", "replacement")] == known, "日志里的替换与证书不同")

    def check_value(self, value, asked, at):
        need((value is not None) == (self.m["replacement"]["mode"] == "fresh"), "替换的随机数与方式不相配")
        if value is not None:
            again = [s for s in self.m["entropy"] if s["k"] in ("drand", "dice", "balls")]
            need(again, "本场的随机数来源不能再用，不能替换")
            s = again[-1]
            need(value["k"] == s["k"] and value_ok(s, value["value"]), "替换的随机数形式不对")
            start = asked + self.m["lead"]
            if s["k"] == "drand":                          # the first round at least lead after the request
                start = round_time(max(1, -(-(start - round_time(1)) // 3) + 1))
            need(at >= start, "替换的随机数登记得太早")

    @staticmethod
    def check_places(q, places, now, k, stratum, reserve, used):
        need([p["rank"] for p in places] == sorted({p["rank"] for p in places}) and places[0]["rank"] == q["rank"], "替换的序号次序不对")
        need("seat" not in q or len(places) == 1, "换人只改一个位置")
        for p in places:
            r = p["rank"]
            need(now.get(r) and p["k"] == k[r] + ("seat" not in q), "替换的位置编号不对")
            if "seat" in q:
                need(p.get("leaf") == now[r], "换人不能换对象")
            elif "leaf" in p:
                need(p["leaf"] in reserve[stratum[r]] and p["leaf"] not in used, "换上的不是未用过的候补")
                used.add(p["leaf"])
            need("leaf" in p or not {"team", "vacant"} & set(p), "空位置不能有检查组")
            now[r], k[r] = p.get("leaf"), p["k"]

    def check_answers(self):
        """After the reveal: every answer is the one of §10a."""
        rows, (_, recusals) = self.once("object_rows", self.object_rows), self.once("people", self.people)
        replay = Replay(self.m, self.seed, self.strata(), rows, self.once("lines", self.lines), self.plan(), recusals)
        opened = [parse(x) for x in lines_of(self.text("opened/replacements.jsonl"))] if self.answered() else []
        need(len(opened) == len(self.answered()), "替换的公开文件行数不对")
        TEAMS = LIST(OBJ(row=STRING, salt=HEX))
        for r, o in zip(self.answered(), opened):
            need(OBJ(no=INT(1), teams=TEAMS, reason_=CODE, reasonKey_=HEX)(o) and o["no"] == r["request"]["no"], "替换的公开文件格式不对")
            sealed = "seat" in r["request"]
            need(("reason" in o) == ("reasonKey" in o) == (not sealed), "替换理由的公开不对")
            need(sealed or HMAC(bytes.fromhex(o["reasonKey"]), o["reason"].encode()).hex() == r["request"]["reason"], "替换理由不是当时的")
            self.check_answer(r["result"], replay.answer(r["request"], r["result"].get("value")), list(o["teams"]))

    def check_answer(self, result, places, teams):
        need(len(places) == len(result["places"]), "替换的位置数不对")
        for p, (rank, k, leaf, team) in zip(result["places"], places):
            want = {"rank": rank, "k": k}
            want.update({"leaf": leaf} if leaf else {})
            sits = [{"seat": s["id"], "inspector": team[s["id"]]} for s in self.m["seats"] if team[s["id"]]] if team else []
            vacant = [s["id"] for s in self.m["seats"] if not team[s["id"]]] if team else []
            want.update({"vacant": vacant} if vacant else {})
            if sits:
                need(teams, "替换后的检查组没有公开")
                o = teams.pop(0)
                row = team_row(o["row"], self.m["revealBy"])
                need((row["rank"], row["team"]) == (rank, sits), "替换后的检查组不是由种子算出的")
                want["team"] = row_leaf(o["salt"], o["row"])
            need(p == want, "替换的结果不是由种子算出的")
        need(not teams, "公开了多余的检查组")

    def v15(self):
        c = self.cert()
        if self.seed is None or "result" not in self.p:
            return NOTYET, "还没有结果"
        now = {}
        for (rank, k), leaf in sorted(self.places().items()):
            now[rank] = (k, leaf)
        held = {w["leaf"]: w["ground"] for w in c["reveal"]["withheld"]} if self.revealed else {}
        name = lambda rank: "%d.%d" % (rank, now[rank][0]) if now[rank][0] else str(rank)
        open_places = {name(r): x for r, (k, x) in now.items() if x}
        told = self.read_results(open_places) if "results.jsonl" in self.files else None
        last = self.last_time()[0].time
        deadline = secs(self.m["revealBy"] + "T16:00:00Z")  # 24:00 in Beijing
        late = "，公开期限已过" if last >= deadline else ""
        show = lambda names: "、".join(held.get(open_places[n]) and "withheld:" + held[open_places[n]] or n for n in names)
        if not self.revealed and told is None:
            opened = {(o["rank"], o.get("k", 0)) for o in c["openings"]}
            left = [name(r) for r in sorted(now) if now[r][1] and (r, now[r][0]) not in opened]
            return NOTYET, "还没有公开" + (late + "，没有公开的位置：" + show(left) if late else "")
        if told is None:
            return STATED, "没有结果文件；应有结果的位置：" + show(open_places)
        left = [n for n in open_places if n not in told]
        if [n for n in left if open_places[n] not in held]:
            return NOTYET, "还没有结果的位置：%s%s" % (show(left), late)
        return STATED, "每个位置都有结果；结果在别处公示" + ("；" + show(left) if left else "")

    def read_results(self, places):
        told = []
        RESULT = OBJ(ranks=LIST(rx(r"[1-9][0-9]*(\.[1-9][0-9]*)?"), 1), outcome=CODE, wording=NAME, publishedAt=DATE)
        for line in lines_of(self.text("results.jsonl")):
            r = parse(line)
            need(RESULT(r), "结果文件有一行格式不对")
            told += r["ranks"]
        need(len(set(told)) == len(told), "同一位置有两个结果")
        need(all(x in places for x in told), "有结果的位置没有抽中或已被替换")
        return told


# ------------------------------------------------------------------ command line

def verify(files, log_key=None):
    """-> (answer as for --json, exit code)"""
    set_profile("std")
    v = Verifier(files, log_key)
    checks = [{"id": i, "state": s, "why": w} for i, s, w in v.run()]
    states = [x["state"] for x in checks]
    good = isinstance(v.made.get("cert"), dict)
    answer = {"ok": FAIL not in states, "draw": v.fp.hex() if good else "", "phase": v.phase() if good else "", "checks": checks}
    return answer, 7 if FAIL in states else 8 if NOTYET in states else 0


def batch(key):
    """Many packs, one line of JSON each, in their order."""
    for path in sys.stdin.read().splitlines():
        try:
            files = read_pack(path)
            need("draw.json" in files, "没有 draw.json")
            answer = verify(files, key)[0]
        except (Bad, OSError, zipfile.BadZipFile, zlib.error, EOFError, RuntimeError) as e:
            answer = {"ok": False, "unreadable": str(e)}
        print(json.dumps(answer))
    return 0


def main(argv):
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="replace")
    args, key, as_json = list(argv), None, "--json" in argv
    args = [a for a in args if a != "--json"]
    if "--log-key" in args:
        i = args.index("--log-key")
        if i + 1 >= len(args):
            args = []
        key, args = (args + [None] * 2)[i + 1], args[:i] + args[i + 2:]
    if args == ["--batch"]:
        return batch(key)
    if len(args) != 1 or args[0].startswith("-"):
        print(__doc__, file=sys.stderr)
        return 2
    try:
        files = read_pack(args[0])
        need("draw.json" in files, "没有 draw.json")
    except (Bad, OSError, zipfile.BadZipFile, zlib.error, EOFError, RuntimeError) as e:
        print("读不了证据包：%s" % e, file=sys.stderr)
        return 2
    answer, code = verify(files, key)
    if as_json:
        print(json.dumps(answer, ensure_ascii=False))
        return code
    print("抽取 %s  阶段 %s" % (answer["draw"], answer["phase"]))
    for x in answer["checks"]:
        print("%-4s%s  %s" % (x["id"], WORDS[x["state"]], x["why"]))
    print({0: "全部核对完毕，没有不通过的项目（此处未核的签名请另行核对）。", 8: "没有不通过的项目；有的还没有公开。", 7: "有项目不通过！"}[code])
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
