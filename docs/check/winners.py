#!/usr/bin/env python3
"""中签核对：名单在摇号之前定下之后没有变吗？这些随机数得出的就是这些中签吗？
Is the list unchanged since before the numbers came, and do the numbers give these winners?

    python3 winners.py PACK.zip|FOLDER [--fingerprint HEX]
    python3 winners.py --batch               one path a line on stdin, one line of JSON each

Only Python 3.8 is needed, no network. Read it from top to bottom with docs/draw-specification.md beside it: six steps,
then the tools they use. "§5" is section 5 of that page.
Exit: 0 right, 7 wrong, 8 not drawn yet, 2 unreadable.
"""
import hashlib, json, pathlib, re, sys, zipfile, zlib  # noqa: E401
from collections import Counter

NOT_LOOKED_AT = """\
本程序不看：公开日志、签名和见证，随机数的写法、来源和时间，检查人员和检查组，
名称的公开，替换，检查结果。这些由 verify_draw.py 核对（签名由 sunlot verify 核对）。
名单是否在摇号“之前”定下，要看您在摇号之前记下的清单指纹：指纹相同，名单和规则就一字未改。
Not looked at: the log, signatures and witnesses; form, origin and time of the numbers; people and teams; the reveal;
replacements; results. verify_draw.py checks these (signatures: sunlot verify). That the list stood BEFORE the numbers
came is shown by the fingerprint that you noted then: where it is the same, no letter of list and rule has changed."""

# ---- The six steps ----

def check(files, noted=None):
    """Goes through the steps. Gives the exit code and what there is to tell; stops at the first step that is wrong."""
    step_1_files(files)
    draw, manifest, H, fingerprint = step_2_manifest(files, noted)
    lines = step_3_list(files, manifest, H)
    told = ["清单指纹 fingerprint " + fingerprint.hex()]
    told += ["与摇号前记下的相同 the one noted" if noted else "请与摇号前记下的对照 compare it with the one noted before"]
    told += [step_4_numbers(stratum, lines) for stratum in manifest["strata"]]
    if "seed" not in draw:
        ended = "end" in draw
        return 8, told + ["名单与清单一致；" + ("本场已终止，没有摇完 it ended undrawn" if ended else "还没有摇号 not drawn yet")]
    seed = step_5_seed(draw, manifest, H, fingerprint)
    winners, reserve = step_6_winners(files, draw, manifest, lines, H, seed)
    told += ["种子 seed %s" % seed.hex()]
    told += ["中签 %d 行、候补 %d 行，都由名单和随机数算出 all follow from the list and the numbers" % (winners, reserve)]
    told += ["注意：之后有替换 replacements followed"] if draw["replacements"] else []
    told += ["注意：本场后来终止 the draw was given up later"] if "end" in draw else []
    return 0, told

def step_1_files(files):
    """SHA256SUMS has the sum of every other file, sorted by name (§13): nothing was lost or changed on the way."""
    names = sorted((name for name in files if name != "SHA256SUMS"), key=str.encode)
    sums = "".join("%s  %s\n" % (hashlib.sha256(files[name]).hexdigest(), name) for name in names)
    must(files.get("SHA256SUMS") == sums.encode(), "文件与 SHA256SUMS 不符 files and sums differ")

def step_2_manifest(files, noted):
    """The manifest, which fixes the list and the rule; its hash is the fingerprint (§5)."""
    draw = json.loads(files["draw.json"].decode(), parse_float=refuse)
    must(text(draw) == files["draw.json"], "draw.json 不是规范写法 not canonical")
    manifest = draw["manifest"]
    must((draw["spec"], manifest["spec"]) == ("sunlot/1", "sunlot/1"), "不是 sunlot/1 的抽取 not of this protocol")
    H = {"std": sha256, "gm": sm3}[manifest["profile"]]
    fingerprint = H(text(manifest))
    must(noted in (None, fingerprint.hex()), "清单指纹与记下的不同 not the fingerprint noted: " + fingerprint.hex())
    return draw, manifest, H, fingerprint

def step_3_list(files, manifest, H):
    """The public list of objects has the manifest's root and size, its leaves increase (§4)."""
    lines = lines_of(files, "lists/objects.txt")
    must(tree(H, lines) == manifest["lists"]["objects"], "对象名单不是清单写的那一份 not the manifest's list")
    read = [re.fullmatch(LINE, line) for line in lines]
    must(all(read), "对象名单有一行写法不对 a line has another form")
    listed = [line.groupdict() for line in read]
    for line in listed:
        empty = line["state"] == "out"  # then tier and weight are empty
        must((line["tier"] == "-", line["weight"] == "-") == (empty, empty), "对象名单有一行写法不对 a line has another form")
        must(empty or int(line["weight"]) < 256, "权重太大 a weight is too large")
    must(all(a["leaf"] < b["leaf"] for a, b in zip(listed, listed[1:])), "叶码不是递增的 leaves do not increase")
    strata = [stratum["id"] for stratum in manifest["strata"]]
    must(len(set(strata)) == len(strata), "类别重复 a stratum stands twice")
    must({line["stratum"] for line in listed} <= set(strata), "有一行不属于任何类别 a line is of no stratum")
    return listed

def step_4_numbers(stratum, lines):
    """Base, required, n, tiers, 候补 and exclusions of a stratum are what the lines and the rule give (§5)."""
    name, n, rule, shortfall = stratum["id"], stratum["n"], stratum["rule"], stratum.get("shortfall")
    numbers = [stratum[key] for key in ("base", "required", "n", "reserve")]
    must(all(type(number) is int and number >= 0 for number in numbers), name + " 有一个数写法不对 a number has another form")
    own = [line for line in lines if line["stratum"] == name]
    states = Counter(line["state"] for line in own)
    pool, base = states["in"], states["in"] + states["base"]
    required = (rule["p"] * base + rule["q"] - 1) // rule["q"] if rule["kind"] == "ratio" else rule["count"]
    must((stratum["base"], stratum["required"]) == (base, required), name + " 基数或应抽数不对 base or required is wrong")
    must(n + stratum["reserve"] <= pool, name + " 抽取数和候补不对 n or reserve is wrong")
    must((n < required) == bool(shortfall), name + " 不足应抽数而没有说明，或相反 shortfall and numbers differ")
    must(not shortfall or shortfall["reason"] != "pool-exhausted" or n == pool, name + " 名单没有用尽 pool not exhausted")
    tiers, left = [], n
    for tier, size in sorted(Counter(int(line["tier"]) for line in own if line["state"] == "in").items()):
        tiers.append({"tier": tier, "pool": size, "n": min(size, left)})  # the lowest tier is filled first
        left -= tiers[-1]["n"]
    must(text(stratum["tiers"]) == text(tiers), name + " 轮次不对 the tiers are wrong")
    for state in ("base", "out"):
        excluded = sum(one["count"] for one in stratum["excluded"] if one["state"] == state)
        must(excluded == states[state], name + " 排除数不对 the exclusions are wrong")
    return "类别 %s：名单 %d 行，基数 base %d，应抽 required %d，抽取 n %d" % (name, len(own), base, required, n)

def step_5_seed(draw, manifest, H, fingerprint):
    """The seed follows from the fingerprint and the numbers (§7)."""
    values = draw["entropy"]
    must([one["k"] for one in values] == [one["k"] for one in manifest["entropy"]], "随机数不齐 numbers are missing")
    salt = H(b"sunlot/1/draw" + lp(manifest["agency"].encode()) + lp(manifest["task"].encode())
             + manifest["seq"].to_bytes(4, "big") + fingerprint)
    seed = hmac(H, salt, b"".join(lp(seed_bytes(one["k"], one["value"])) for one in values))  # HKDF-Extract
    must(draw["seed"] == seed.hex(), "种子不是由这些随机数得出的 the numbers do not give this seed")
    return seed

def seed_bytes(kind, value):
    """What a number brings into the seed (§7)."""
    if kind == "drand":
        return sha256(bytes.fromhex(value))
    return bytes.fromhex(value) if kind == "nonces" else value.encode()

def step_6_winners(files, draw, manifest, lines, H, seed):
    """Winners, their ranks, the cut-offs and the 候补 are those of §8, told as §10 says."""
    winners, reserve, cutoffs = [], [], {}
    for stratum in manifest["strata"]:
        name, n, order = stratum["id"], stratum["n"], order_of(stratum["id"], lines, H, seed)
        for tier, ticket, leaf in order[:n]:
            winners.append("%d\t%s\t%d\t%s\t%s" % (len(winners) + 1, name, tier, leaf, ticket))
            cutoffs[name, tier] = ticket  # in the end that of the last one drawn
        for tier, ticket, leaf in order[n:n + stratum["reserve"]]:
            reserve.append("%s\t%d\t%s\t%s" % (name, tier, leaf, ticket))
    tiers = [(stratum["id"], tier["tier"], tier) for stratum in draw["strata"] for tier in stratum["tiers"]]
    planned = [(stratum["id"], tier["tier"]) for stratum in manifest["strata"] for tier in stratum["tiers"]]
    must([(name, tier) for name, tier, _ in tiers] == planned, "结果的类别和轮次不对 the result has other strata or tiers")
    must({(name, tier): one["cutoff"] for name, tier, one in tiers if "cutoff" in one} == cutoffs,
         "分界不是随机数得出的 the numbers give other cut-offs")
    told = [(one["rank"], name, tier, one["leaf"], one["t"])
            for name, tier, at in tiers for one in at.get("winners", [])]
    same_rows(files, draw, "winners", told, winners, H)
    told = [(stratum["id"], one["tier"], one["leaf"], one["t"])
            for stratum in draw["strata"] for one in stratum.get("reserve", [])]
    same_rows(files, draw, "reserve", told, reserve, H)
    return len(winners), len(reserve)

def same_rows(files, draw, kind, told, rows, H):
    """The rows told in draw.json, or in a file where there are more than 2,000 (§10), are those worked out."""
    must((kind in draw) == (len(rows) > 2000), "结果的长短写法不对 long and short forms are mixed: " + kind)
    told = ["\t".join(map(str, row)) for row in told]
    if kind in draw:
        must(not told, "结果写在两处 told in two places: " + kind)
        told = lines_of(files, "lists/%s.txt" % kind)
        must(draw[kind] == tree(H, told), "名单文件与证书不符 file and certificate differ: " + kind)
    must(told == rows, {"winners": "中签", "reserve": "候补"}[kind] + "不是随机数得出的 the numbers give other " + kind)

def order_of(stratum, lines, H, seed):
    """The lines `in` of a stratum in their order: by tier, then ticket, then leaf (§8)."""
    order, keys = [], {}
    for line in lines:
        if (line["stratum"], line["state"]) == (stratum, "in"):
            tier, leaf = int(line["tier"]), bytes.fromhex(line["leaf"])
            if tier not in keys:
                keys[tier] = expand(H, seed, ("sunlot/1/stratum/%s#%d" % (stratum, tier)).encode())
            lots = [H(keys[tier] + bytes([lot]) + leaf) for lot in range(int(line["weight"]))]
            order.append((tier, min(lots).hex(), line["leaf"]))
    return sorted(order)

# ---- Tools (§2) ----

LINE = ("(?P<stratum>[a-z0-9][a-z0-9:._-]{0,63})\t(?P<tier>0|[1-9][0-9]{0,5}|-)\t(?P<weight>[1-9][0-9]{0,2}|-)\t"
        "(?P<state>in|base|out)\t(?P<leaf>[0-9a-f]{64})")  # a line of the list (§4)

class Wrong(Exception):
    """What a step found wrong."""

def must(holds, why):
    """A step is wrong unless this holds."""
    if not holds:
        raise Wrong(why)

def refuse(number):
    """Canonical JSON has no fractions."""
    raise Wrong("draw.json 里有小数 a fraction: " + number)

def text(value):
    """Canonical JSON: keys sorted, no spaces, UTF-8."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()

def lines_of(files, name):
    """The lines of a text file, each ended by LF."""
    lines = files[name].decode().split("\n")
    must(lines.pop() == "", name + " 最后一行没有结束 the last line has no end")
    return lines

def lp(data):
    """A length in four bytes, then the data."""
    return len(data).to_bytes(4, "big") + data

def hmac(H, key, data):
    """HMAC with the hash of the draw."""
    inner, outer = (bytes(byte ^ pad for byte in key.ljust(64, b"\0")) for pad in (0x36, 0x5C))
    return H(outer + H(inner + data))

def expand(H, key, info):
    """HKDF-Expand to 64 bytes."""
    first = hmac(H, key, info + b"\1")
    return first + hmac(H, key, first + info + b"\2")

def tree(H, lines):
    """Merkle root and number of the lines (RFC 6962): hash them, then pairs, until one is left."""
    level = [H(b"\0" + line.encode()) for line in lines] or [H(b"")]
    while len(level) > 1:
        odd = level[len(level) & ~1:]
        level = [H(b"\1" + left + right) for left, right in zip(level[::2], level[1::2])] + odd
    return {"root": level[0].hex(), "size": len(lines)}

def sha256(data):
    return hashlib.sha256(data).digest()

def sm3(data):
    """SM3: Python's own where it has it (faster), else by hand."""
    try:
        return hashlib.new("sm3", data).digest()
    except ValueError:
        return sm3_by_hand(data)

def sm3_by_hand(data):
    """SM3 in the letters of the standard (GB/T 32905-2016)."""
    def turn(word, by):
        return (word << by | word >> (32 - by)) & 0xFFFFFFFF
    state = (0x7380166F, 0x4914B2B9, 0x172442D7, 0xDA8A0600, 0xA96F30BC, 0x163138AA, 0xE38DEE4D, 0xB0FB0E4E)
    data += b"\x80" + bytes(-(len(data) + 9) % 64) + (8 * len(data)).to_bytes(8, "big")
    for start in range(0, len(data), 64):
        W = [int.from_bytes(data[at:at + 4], "big") for at in range(start, start + 64, 4)]
        for j in range(16, 68):
            X = W[j - 16] ^ W[j - 9] ^ turn(W[j - 3], 15)
            W.append(X ^ turn(X, 15) ^ turn(X, 23) ^ turn(W[j - 13], 7) ^ W[j - 6])
        A, B, C, D, E, F, G, H = state
        for j in range(64):
            T = turn(0x79CC4519 if j < 16 else 0x7A879D8A, j % 32)
            SS1 = turn(turn(A, 12) + E + T & 0xFFFFFFFF, 7)
            SS2 = SS1 ^ turn(A, 12)
            FF = A ^ B ^ C if j < 16 else A & B | A & C | B & C
            GG = E ^ F ^ G if j < 16 else E & F | ~E & G
            TT1 = FF + D + SS2 + (W[j] ^ W[j + 4]) & 0xFFFFFFFF
            TT2 = GG + H + SS1 + W[j] & 0xFFFFFFFF
            D, C, B, A = C, turn(B, 9), A, TT1
            H, G, F, E = G, turn(F, 19), E, TT2 ^ turn(TT2, 9) ^ turn(TT2, 17)
        state = [old ^ new for old, new in zip(state, (A, B, C, D, E, F, G, H))]
    return b"".join(word.to_bytes(4, "big") for word in state)

# ---- Reading and telling ----

def read_files(path):
    """Files of a pack by name, from a folder or a zip."""
    folder = pathlib.Path(path)
    if folder.is_dir():
        return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}
    with zipfile.ZipFile(path) as archive:
        names = [name for name in archive.namelist() if not name.endswith("/")]
        if len(set(names)) < len(names):
            raise ValueError("一个文件名出现两次 a name stands twice")
        return {name: archive.read(name) for name in names}

def answer(path, noted=None):
    """Exit code and what there is to tell of one pack."""
    try:
        files = read_files(path)
        if "draw.json" not in files:
            raise ValueError("没有 draw.json")
    except (OSError, ValueError, RuntimeError, EOFError, zipfile.BadZipFile, zlib.error) as error:
        return 2, ["读不了证据包 unreadable: %s" % error]
    try:
        return check(files, noted)
    except Wrong as wrong:
        return 7, ["不对 WRONG：%s" % wrong]
    except (LookupError, ValueError, TypeError, AttributeError, ArithmeticError, RecursionError) as error:
        return 7, ["不对 WRONG：缺少内容或写法不对 something is missing or has another form (%r)" % error]

def main(words):
    """The command line; gives the exit code."""
    if words == ["--batch"]:
        for path in map(str.strip, sys.stdin):
            code, told = answer(path)
            print(json.dumps({"code": code, "told": told}, ensure_ascii=False), flush=True)
        return 0
    if len(words) not in (1, 3) or words[0].startswith("-") or words[1:2] not in ([], ["--fingerprint"]):
        print(__doc__)
        return 2
    noted = "".join(words[2].split()).lower() if words[2:] else None
    if noted is not None and not re.fullmatch("[0-9a-f]{64}", noted):
        print("--fingerprint 后面要 64 位十六进制数字 takes 64 hex digits")
        return 2
    code, told = answer(words[0], noted)
    print("\n".join(told + ["", NOT_LOOKED_AT]))
    return code

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
