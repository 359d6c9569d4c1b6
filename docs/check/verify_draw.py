#!/usr/bin/env python3
"""抽取核对：名单定下之后没有变吗？这些随机数得出的就是这些中签吗？证据包里有没有一处被改过？
Is the list unchanged, do the numbers give these winners, was anything in the pack changed? Python 3.8, no network.

    python3 verify_draw.py PACK.zip|FOLDER [--fingerprint HEX]     HEX: 摇号前记下的清单指纹 64 位 the 64 digits noted
    python3 verify_draw.py --batch                                 one path a line on stdin, one line of JSON each
Read it beside docs/draw-specification.md ("§5": its section 5): eight steps, then their tools. A step takes the files
that it binds out of the pack (`pop`); what is left is named. Exit: 0 right, 7 wrong, 8 not drawn yet, 2 unreadable.

此处未核：日志、见证人、信标的签名，见证人数，时间，漏报的抽取和征集数，计划；公开的行与名单是否一致；检查人员、检查组和替换
是否由随机数得出；检查结果。这些由 verify_pack.py 核对（签名由 sunlot verify 核对）。不核签名，就不知道日志的真假：
名单是否在摇号“之前”定下，要看您在摇号之前记下的清单指纹：指纹相同，名单和规则就一字未改。
Not checked here: signatures, quorum, times, sessions and nonces left out, the plan; whether open rows say what the list says, and
people, teams and replacements follow from the numbers; results: see verify_pack.py (signatures: sunlot verify), without
which nobody knows whether the log is true. The list stood BEFORE the numbers if this is the fingerprint noted then."""
import base64, hashlib, json, pathlib, re, sys, types, zipfile  # noqa: E401

def check(files, noted=None):  # gives the exit code and what there is to tell; the first step that is wrong ends it
    pack = types.SimpleNamespace(files=files, noted=noted, told=[], places={}, commit=None)
    for step in (step_1_files, step_2_certificate, step_3_lists, step_4_numbers):
        step(pack)
    for step in (step_5_seed, step_6_winners) * ("seed" in pack.draw) + (step_7_log, step_8_opened):
        step(pack)
    pack.told += ["注意：没有约束的文件 bound by nothing: " + "、".join(sorted(files))] * bool(files)
    pack.told += ["注意：之后有替换 replaced"] * bool(pack.draw["replacements"]) + ["注意：已终止 given up"] * ("end" in pack.draw)
    return (0, pack.told) if "seed" in pack.draw else (8, pack.told + ["没有摇号 not drawn"])

def step_1_files(pack):  # SHA256SUMS has the sum of every other file, sorted by name (§13)
    sums, names = pack.files.pop("SHA256SUMS", b""), sorted(pack.files, key=str.encode)
    made = "".join("%s  %s\n" % (sha256(pack.files[name]).hex(), name) for name in names)
    must(made.encode() == sums, "文件与 SHA256SUMS 不符 files and sums differ")

def step_2_certificate(pack):  # the manifest fixes list and rule; its hash is the fingerprint (§5, §10)
    pack.draw = draw = value_of(pack.files.pop("draw.json").decode())
    has(draw, "spec manifest entropy openings replacements software proofs" + " seed strata teams" * ("seed" in draw),
        "winners reserve reveal end")
    has(draw["software"], "name version")
    must(set(draw.get("teams", {}).get("steps", [])) <= STEPS, "没有这样的席位规则 no such step of the seat rules")
    has(draw["proofs"], "log manifest entropy", "logGm result replacements reveal end")
    pack.manifest = manifest = draw["manifest"]
    must((draw["spec"], manifest["spec"]) == ("sunlot/1", "sunlot/1"), "不是 sunlot/1 的抽取 not of this protocol")
    pack.H = {"std": sha256, "gm": sm3}[manifest["profile"]]
    pack.fingerprint = pack.H(text(manifest))
    pack.told += ["清单指纹 fingerprint " + pack.fingerprint.hex()]
    must(pack.noted in (None, pack.fingerprint.hex()), "与记下的指纹不同 not the one noted: " + pack.fingerprint.hex())
    witnesses = pack.files.pop("witnesses.json", b'{"quorum":0,"witnesses":[]}')
    must(pack.H(witnesses).hex() == manifest["witnesses"], "见证规则不是清单的 not the manifest's witnesses")

def step_3_lists(pack):  # every list has the root and size that manifest or result state; leaves increase (§4, §10)
    stated, as_text = pack.manifest["lists"], ("objects", "winners", "reserve")
    roots = {**stated, **{kind: pack.draw[kind] for kind in ("teams", "winners", "reserve") if kind in pack.draw}}
    pack.lists = {kind: lines_of(pack.files, "lists/%s.txt" % kind) for kind in roots}
    for kind, lines in pack.lists.items():
        root = tree(pack.H, [line.encode() if kind in as_text else raw(line) for line in lines]).hex()
        must((roots[kind]["root"], roots[kind]["size"]) == (root, len(lines)), "不是写明的名单 another list: " + kind)
        leaves = [line[-64:] for line in lines]
        must(kind not in stated or leaves == sorted(set(leaves)), "叶码不是递增的 leaves do not increase: " + kind)
    must(all(re.fullmatch(LINE, line) for line in pack.lists["objects"]), "对象名单有一行写法不对 a line has another form")
    pack.objects = [line.split("\t") for line in pack.lists["objects"]]  # stratum, tier, weight, state, leaf

def step_4_numbers(pack):  # base, required, n, tiers, 候补, exclusions are what lines and rule give (§5)
    names = [stratum["id"] for stratum in pack.manifest["strata"]]
    must({line[0] for line in pack.objects} <= set(names) and len(set(names)) == len(names), "类别不对 strata are wrong")
    for stratum in pack.manifest["strata"]:
        name, n, rule, tiers = stratum["id"], stratum["n"], stratum["rule"], []
        short = stratum.get("shortfall", {}).get("reason")
        states = [line[3] for line in pack.objects if line[0] == name]
        at = [int(line[1]) for line in pack.objects if line[::3] == [name, "in"]]  # the tiers of those to be drawn
        base = len(at) + states.count("base")
        required = (rule["p"] * base + rule["q"] - 1) // rule["q"] if rule["kind"] == "ratio" else rule["count"]
        for tier in sorted(set(at)):  # the lowest tier is filled first
            left = n - sum(one["n"] for one in tiers)
            tiers.append({"tier": tier, "pool": at.count(tier), "n": min(at.count(tier), left)})
        must([stratum["base"], stratum["required"], stratum["tiers"]] == [base, required, tiers], name + " 基数、应抽数或轮次不对")
        must(0 <= n <= n + stratum["reserve"] <= len(at), name + " 抽取数或候补不对 n or reserve")
        must(bool(short) == (n < required) and (n == len(at) or short != "pool-exhausted"), name + " 不足的说明不对 shortfall")
        must(all(sum(one["count"] for one in stratum["excluded"] if one["state"] == state) == states.count(state)
                 for state in ("base", "out")), name + " 排除数不对 exclusions are wrong")
        pack.told += ["类别 %s：基数 base %d，应抽 required %d，抽取 n %d" % (name, base, required, n)]

def step_5_seed(pack):  # the seed follows from the fingerprint and the numbers (§7)
    manifest, values = pack.manifest, pack.draw["entropy"]
    must([one["k"] for one in values] == [one["k"] for one in manifest["entropy"]], "随机数不齐 numbers are missing")
    salt = pack.H(b"sunlot/1/draw" + lp(manifest["agency"].encode()) + lp(manifest["task"].encode())
                  + manifest["seq"].to_bytes(4, "big") + pack.fingerprint)
    in_seed = {"drand": lambda value: sha256(bytes.fromhex(value)), "nonces": raw}  # the others as they are written
    pack.seed = hmac(pack.H, salt, b"".join(lp(in_seed.get(one["k"], str.encode)(one["value"])) for one in values))
    must(pack.draw["seed"] == pack.seed.hex(), "种子不是由这些随机数得出的 the numbers do not give this seed")

def step_6_winners(pack):  # winners, cut-offs and 候补 are those of §8, told in draw.json or in files (§10)
    draw, planned, strata, cutoffs, winners, reserve = pack.draw, pack.manifest["strata"], [], [], [], []
    long = {kind for kind, key in (("winners", "n"), ("reserve", "reserve")) if sum(one[key] for one in planned) > 2000}
    must({"winners", "reserve"} & set(draw) == long, "结果的长短写法不对 long and short forms are mixed")
    for stratum in planned:
        name, n, first, tiers = stratum["id"], stratum["n"], len(winners) + 1, []
        keys = {str(tier["tier"]): expand(pack.H, pack.seed, "sunlot/1/stratum/%s#%d" % (name, tier["tier"]))
                for tier in stratum["tiers"]}
        order = sorted(
            (int(tier), min(pack.H(keys[tier] + bytes([lot]) + raw(leaf)) for lot in range(int(weight))).hex(), leaf)
            for own, tier, weight, state, leaf in pack.objects if (own, state) == (name, "in"))
        drawn, after = order[:n], order[n:n + stratum["reserve"]]
        for tier in map(int, keys):
            own = [{"rank": k, "leaf": leaf, "t": t} for k, (at, t, leaf) in enumerate(drawn, first) if at == tier]
            cutoffs += [{"stratum": name, "tier": tier, "cutoff": one["t"]} for one in own[-1:]]
            tiers.append(without(long, {"tier": tier, "winners": own, **{"cutoff": one["t"] for one in own[-1:]}}))
        strata.append(without(long, {"id": name, "tiers": tiers, "reserve": [
            {"tier": tier, "leaf": leaf, "t": t} for tier, t, leaf in after]}))
        winners += [(rank, name, tier, leaf, t) for rank, (tier, t, leaf) in enumerate(drawn, first)]
        reserve += [(name, tier, leaf, t) for tier, t, leaf in after]
    must(text(draw["strata"]) == text(strata), "中签、候补或分界不是随机数得出的 the numbers give others")
    for kind, rows in (("winners", winners), ("reserve", reserve)):  # more than 2,000 stand in a file
        must(kind not in long or pack.lists[kind] == ["\t".join(map(str, row)) for row in rows], "名单文件不对 other " + kind)
    pack.places = {(rank, 0): leaf for rank, _, _, leaf, _ in winners}
    body = pack.H(text(without(("proofs", "openings", "replacements", "reveal", "end"), draw))).hex()
    pack.commit = {"fingerprint": pack.fingerprint.hex(), "seed": draw["seed"], "cutoffs": cutoffs, "body": body,
                   "objectsRoot": pack.manifest["lists"]["objects"]["root"], "teamsRoot": draw["teams"]["root"]}
    pack.told += ["中签 %d 行、候补 %d 行都由名单和随机数算出 follow from list and numbers" % (len(winners), len(reserve))]

def step_7_log(pack):  # all that the certificate says is in the log, in order, and no more of this session (§11, §12)
    proofs, said, points, leaf = pack.draw["proofs"], statements(pack), set(), b""
    about = {"fingerprint": pack.fingerprint.hex(), **{key: pack.manifest[key] for key in ("agency", "task", "seq")}}
    old = checkpoint(proofs["manifest"], proofs)
    for kind, says, proof in said:  # "abandoned" may stand in the log as a void after a number (§11)
        under = proof if kind != "entropy" else proofs.get("result") or proofs["end"]  # numbers lie under the result
        has(proof, "at index path" + {"manifest": " checkpoint", "entropy": ""}.get(kind, " checkpoint consistency"))
        point, path = checkpoint(under, proofs), list(map(raw, proof["path"]))
        more = {"request": leaf.hex()} if kind == "replacement" else {}  # the entry before is its request
        entry = {"at": proof["at"], **(about if kind != "manifest" else {}), **without(["entry"], says), **more}
        leaves = [sha256(b"\0" + text({**entry, "type": one})) for one in {kind, kind.replace("abandoned", "void")}]
        leaf = next((one for one in leaves if climb(one, path, proof["index"], point[0])[1] == point[1]), b"")
        must(leaf and leaf.hex() == says.get("entry", leaf.hex()) and proof["at"] <= point[2], "不在日志里 log: " + kind)
        must(continues(old, point, list(map(raw, under.get("consistency", [])))), "日志没有延续 not continued: " + kind)
        points.add(point[:2])
    order = [proof["index"] for _, _, proof in said]
    steps = [old[0] - 1] + order[1:len(order) - ("end" in pack.draw)]
    must(steps == sorted(set(steps)), "日志里的次序不对 another order in the log")
    if "log.jsonl" not in pack.files:
        return pack.told.append("注意：没有日志全文，不知道有没有漏报 no text of the log: unknown what is left out")
    lines = lines_of(pack.files, "log.jsonl")
    roots = {(size, tree(sha256, map(str.encode, lines[:size]))) for size, _ in points}
    must(roots == points and len(lines) == max(points)[0], "日志全文与检查点不符 the log's text has other roots")
    own = [at for at, one in enumerate(map(json.loads, lines)) if one["type"] in KINDS
           and one.get("fingerprint") == about["fingerprint"]]
    must(own == sorted(order[1:]), "日志里还有本场的条目 the log has more of this session")

def statements(pack):  # what the certificate says: type and keys of each entry, its proof, in the log's order (§11)
    draw, proofs = pack.draw, pack.draw["proofs"]
    parts = [[len(one["entropy"]), "reveal" in one, "end" in one, *map(sorted, one.get("replacements", []))]
             for one in (draw, proofs)]
    must(parts[0] == parts[1], "所说和证明不齐 statements and proofs differ")
    said = [("manifest", {"manifest": draw["manifest"]}, proofs["manifest"])]
    said += [("entropy", {"source": at + 1, **one}, proofs["entropy"][at]) for at, one in enumerate(draw["entropy"])]
    said += [("result-commit", {"commit": pack.commit}, proofs["result"])] if "result" in proofs else []
    for one, proof in zip(draw["replacements"], proofs.get("replacements", [])):
        answer = [{"no": one["request"]["no"], **one["result"]}] if "result" in one else []
        said += [("replacement-request", one["request"], proof["request"])]
        said += [("replacement", keys, proof["result"]) for keys in answer]
    said += [("reveal", {"reveal": draw["reveal"]}, proofs["reveal"])] if "reveal" in draw else []
    return said + ([(draw["end"]["kind"], without(["kind"], draw["end"]), proofs["end"])] if "end" in draw else [])

def step_8_opened(pack):  # every open row has the leaf that was drawn or listed (§10, §13)
    draw, files = pack.draw, pack.files
    answers = [place for one in draw["replacements"] if "result" in one for place in one["result"]["places"]]
    pack.places.update({(place["rank"], place["k"]): place.get("leaf") for place in answers})
    new_teams = [place["team"] for place in answers if "team" in place]
    for one in draw["openings"]:
        has(one, "rank row salt" + " teamRow teamSalt" * ("teamRow" in one), "k")
        drawn = pack.places.pop((one["rank"], one.get("k", 0)))  # no place stands twice
        must(leaf_of(pack, one["salt"], one["row"]) == drawn, "公开的行不是抽中的行 not the row drawn")
        team = leaf_of(pack, one["teamSalt"], one["teamRow"]) if "teamRow" in one else None
        must(team in [None, *pack.lists["teams"], *new_teams], "公开的检查组不是定下的 not a team committed to")
    if "reveal" in draw:
        must(pack.H(files["opened/objects.txt"]).hex() == draw["reveal"]["rows"], "不是公开时的那一份 not the file revealed")
        withheld = {one["leaf"] for one in draw["reveal"]["withheld"]}
        for kind in ("objects", "inspectors", "recusals", "teams"):
            leaves = [leaf_of(pack, *line.split("\t", 1)) for line in lines_of(files, "opened/%s.txt" % kind)]
            hidden = set(pack.lists[kind]) - set(leaves) if kind == "recusals" and withheld else withheld
            must(leaves == [line[-64:] for line in pack.lists[kind] if line[-64:] not in hidden], "不是名单的行 " + kind)
        lines = lines_of(files, "opened/replacements.jsonl") if draw["replacements"] else []
        rows = list(map(value_of, lines))
        must([one["no"] for one in rows] == list(range(1, len(rows) + 1)), "替换的编号不对 other numbers of replacements")
        teams = [leaf_of(pack, team["salt"], team["row"]) for one in rows for team in one["teams"]]
        must(teams == new_teams, "替换的检查组不对 other teams of replacements")
# ---- Tools (§2) ----
HEX, CODE, LOTS = "[0-9a-f]{64}", "[a-z0-9][a-z0-9:._-]{0,63}", "([1-9][0-9]?|1[0-9]{2}|2[0-4][0-9]|25[0-5])"
LINE = CODE + "\t((0|[1-9][0-9]{0,5})\t" + LOTS + "\t(in|base)|-\t-\tout)\t" + HEX  # a line of the list of objects (§4)
NOTE = ("(.+)\n(0|[1-9][0-9]{0,15})\n([A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=)\ntime ([-0-9T:]{19}Z)\n\n"
        "((?:— [^\\s+]+ [A-Za-z0-9+/]+=*\n){1,64})")  # a checkpoint (§12)
STEPS = {"swapObjectSeat", "cap+1", "borrow", "postpone"}  # of the seats, as far as they are told (§9)
KINDS = ("entropy", "result-commit", "replacement-request", "replacement", "reveal", "void", "abandoned")
class Wrong(Exception): pass  # what a step found wrong  # noqa: E701
def must(holds, why):  # a step is wrong unless this holds
    if not holds:
        raise Wrong(why)
def has(value, keys, may=""):  # an object has these keys, and no others than those that it may have
    must(set(keys.split()) <= set(value) <= set((keys + " " + may).split()), "有缺少或多出的 not just: " + keys)
def without(keys, value):  # an object without some keys
    return {key: value[key] for key in value if key not in keys}
def text(value):  # canonical JSON: keys sorted, no spaces, UTF-8
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
def value_of(line):  # the value of a canonical text
    value = json.loads(line, parse_float=lambda number: must(False, "小数 a fraction: " + number))
    must(text(value) == line.encode(), "不是规范写法 not canonical: " + line[:40])
    return value
def raw(digits):  # the 32 bytes of 64 hex digits
    must(re.fullmatch(HEX, digits), "不是 64 位十六进制数字 not 64 hex digits")
    return bytes.fromhex(digits)
def lines_of(files, name):  # the lines of a text file, each ended by LF; the file is taken out of the pack
    lines = files.pop(name).decode().split("\n")
    must(lines.pop() == "", name + " 最后一行没有结束 the last line has no end")
    return lines
def leaf_of(pack, salt, row):  # the leaf of a row (§3)
    return pack.H(b"\0" + raw(salt) + row.encode()).hex()
def lp(data):  # a length in four bytes, then the data
    return len(data).to_bytes(4, "big") + data
def hmac(H, key, data):  # HMAC with the hash of the draw; HKDF-Extract is HMAC with the salt as key
    inner, outer = (bytes(byte ^ pad for byte in key.ljust(64, b"\0")) for pad in (0x36, 0x5C))
    return H(outer + H(inner + data))
def expand(H, key, info):  # HKDF-Expand to 64 bytes
    first = hmac(H, key, info.encode() + b"\1")
    return first + hmac(H, key, first + info.encode() + b"\2")
def tree(H, rows):  # Merkle root (RFC 6962): hash the rows, then pairs, until one is left
    row = [H(b"\0" + one) for one in rows] or [H(b"")]
    while len(row) > 1:
        row = [H(b"\1" + row[at] + row[at + 1]) if at + 1 < len(row) else row[at] for at in range(0, len(row), 2)]
    return row[0]
def climb(start, path, at, size):  # up a path of the log: root of the tree that ends at `at`, and of the whole
    must((size > 1) == bool(path) and at < size, "日志证明的长短不对 a proof has another length")
    if size == 1:
        return start, start
    half = 1 << (size - 1).bit_length() - 1
    old, new = climb(start, path[:-1], *((at, half) if at < half else (at - half, size - half)))
    if at < half:
        return old, sha256(b"\1" + new + path[-1])
    return sha256(b"\1" + path[-1] + old), sha256(b"\1" + path[-1] + new)
def continues(old, new, path):  # whether a checkpoint extends an older one (RFC 9162, 2.1.4.2)
    if old[0] == new[0]:
        return old[1] == new[1] and not path
    shift = (old[0] & -old[0]).bit_length() - 1  # the path begins with the last whole part of the old tree
    path = path if old[0] >> shift > 1 else [old[1]] + path
    return climb(path[0], path[1:], old[0] - 1 >> shift, (new[0] - 1 >> shift) + 1) == (old[1], new[1])
def checkpoint(proof, proofs):  # size, root, time; it has a line of each key of the log, signatures unchecked (§12)
    note = re.fullmatch(NOTE, proof["checkpoint"])
    must(note, "检查点写法不对 a checkpoint has another form")
    for name, key_id, key in [proofs[one].split("+", 2) for one in ("log", "logGm") if one in proofs]:
        made = sha256(name.encode() + b"\n" + base64.b64decode(key, validate=True))[:4].hex()
        own = [base64.b64decode(line) for line in re.findall("— %s (.*)\n" % re.escape(name), note[5])]
        own = {len(line) for line in own if line[:4].hex() == key_id}
        must((name, key_id) == (note[1], made) and own == {68}, "日志的密钥或签名行不对 the log's key or line")
    return int(note[2]), base64.b64decode(note[3]), note[4]
def sha256(data):
    return hashlib.sha256(data).digest()
def sm3(data):
    must("sm3" in hashlib.algorithms_available, "这个 Python 没有 SM3，请换一个，或用 verify_pack.py: no SM3 in this Python")
    return hashlib.new("sm3", data).digest()
def read_files(path):  # files of a pack by name, from a folder or a zip
    folder = pathlib.Path(path)
    if folder.is_dir():
        return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}
    with zipfile.ZipFile(path) as archive:
        names = [name for name in archive.namelist() if not name.endswith("/")]
        must(len(set(names)) == len(names), "一个文件名出现两次 a name stands twice")
        return {name: archive.read(name) for name in names}
def answer(path, noted=None):  # exit code and what there is to tell; what cannot be worked out is wrong
    code, what = 2, "读不了证据包 unreadable："
    try:
        files = read_files(path)
        must("draw.json" in files, "没有 draw.json")
        code, what = 7, "不对 WRONG："
        return check(files, noted)
    except Exception as error:  # noqa: BLE001
        return code, [what + (str(error) if isinstance(error, Wrong) else "缺少内容或写法不对 another form: %r" % error)]
def main(words):  # the command line; gives the exit code
    for path in map(str.strip, sys.stdin) if words == ["--batch"] else ():
        print(json.dumps(dict(zip(("code", "told"), answer(path))), ensure_ascii=False), flush=True)
    if words == ["--batch"]:
        return 0
    noted = "".join(words[2:]).replace(" ", "").lower()
    if not words or words[1:2] not in ([], ["--fingerprint"]) or words[1:] and not re.fullmatch(HEX, noted):
        return print(__doc__) or 2
    code, told = answer(words[0], noted or None)
    print("\n".join([*told, "", __doc__[__doc__.index("此处未核"):]]))
    return code
if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
