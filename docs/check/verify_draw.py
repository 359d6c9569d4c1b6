#!/usr/bin/env python3
"""抽取核对：名单定下之后变了吗？中签是这些随机数得出的吗？先前的抽取有没有瞒下？证据包被改过吗？
Is the list unchanged, do the numbers give these winners, is an earlier draw passed over, was the pack changed?

Python 3.8, no network; to be read beside docs/draw-specification.md ("§5" is its section 5). A step takes the files
that it binds out of the pack (`pop`); what is left is named. Exit: 0 right, 7 wrong, 8 not drawn yet, 2 unreadable.

此处未核：签名和密钥，见证人数，时间，计划，征集数，日志延续的证明；公开的行是否与名单一致；检查人员、检查组、替换及其理由；
检查结果。由 verify_pack.py 核对（签名由 sunlot verify 核对）。不核签名，就不知道日志的真假：名单是否在摇号之前定下，要看
当时记下的清单指纹，指纹相同，名单和规则就一字未改。
Not checked here: signatures, keys, quorum, times, plan, nonces, proofs that the log only grew; whether open rows say
what the list says; how people, teams, replacements and reasons came about; results: see verify_pack.py (signatures:
sunlot verify). A log may be forged: only a fingerprint noted before the draw shows that list and rule are the same."""
import argparse, base64, hashlib, hmac, itertools, json, pathlib, re, sys, types, zipfile  # noqa: E401

def check(files, noted):  # exit code and what there is to tell; the first thing that is wrong ends it
    pack = types.SimpleNamespace(files=files, noted=noted, told=[], lists={}, places={}, indexes=[], points=set())
    for step in (step_1_files, step_2_certificate, step_3_lists, step_4_numbers):
        step(pack)
    for step in (step_5_seed, step_6_winners) * ("seed" in pack.draw) + (step_7_entries, step_8_log, step_9_opened):
        step(pack)
    notes = {"没有约束的文件 bound by nothing: " + "、".join(sorted(files)): files, "已终止 given up": "end" in pack.draw,
             "之后有替换 replaced": pack.draw["replacements"], "没有摇号 not drawn": "seed" not in pack.draw}
    return 0 if "seed" in pack.draw else 8, pack.told + ["注意：" + note for note, holds in notes.items() if holds]

def step_1_files(pack):  # SHA256SUMS has the sum of every other file, sorted by name (§13)
    told, names = pack.files.pop("SHA256SUMS", b""), sorted(pack.files, key=str.encode)
    sums = "".join("%s  %s\n" % (digest("sha256", pack.files[name]).hex(), name) for name in names)
    must(sums.encode() == told, "文件与 SHA256SUMS 不符 files and sums differ")

def step_2_certificate(pack):  # the manifest fixes list and rule; its hash is the fingerprint (§5, §10)
    pack.draw = draw = json.loads(pack.files["draw.json"])
    pack.manifest = manifest = draw["manifest"]
    must(text(draw) == pack.files.pop("draw.json"), "draw.json 不是规范写法 not canonical")
    must(draw["spec"] == manifest["spec"] == "sunlot/1", "不是 sunlot/1 的抽取 not of this protocol")
    has(draw["software"], "name version")
    pack.hash = HASHES[manifest["profile"]]
    must(pack.hash in hashlib.algorithms_available, "这个 Python 没有 SM3，请用 verify_pack.py: no SM3 in this Python")
    pack.fingerprint = digest(pack.hash, text(manifest)).hex()
    pack.told.append("清单指纹 fingerprint " + pack.fingerprint)
    must(pack.noted in (None, pack.fingerprint), "与记下的指纹不同 not the one noted: " + pack.fingerprint)
    witnesses = pack.files.pop("witnesses.json", b'{"quorum":0,"witnesses":[]}')
    must(digest(pack.hash, witnesses).hex() == manifest["witnesses"], "见证规则不是清单的 not the manifest's witnesses")

def step_3_lists(pack):  # every list has the root and size that manifest or result state; leaves increase (§4, §10)
    later = {kind: pack.draw[kind] for kind in ("teams", "winners", "reserve") if kind in pack.draw}
    for kind, stated in {**pack.manifest["lists"], **later}.items():
        pack.lists[kind] = lines = lines_of(pack, "lists/%s.txt" % kind)
        hashes = tree(pack.hash, map(str.encode if kind in ("objects", "winners", "reserve") else raw, lines))
        must([stated["root"], stated["size"]] == [hashes[-1], len(lines)], "不是写明的名单 another list: " + kind)
        leaves = [line[-64:] for line in lines]
        must(kind in later or leaves == sorted(set(leaves)), "叶码不是递增的 leaves do not increase: " + kind)
    must(all(re.fullmatch(LINE, line) for line in pack.lists["objects"]), "对象名单有一行写法不对 a line has another form")
    pack.objects = [line.split("\t") for line in pack.lists["objects"]]  # stratum, tier, weight, state, leaf

def step_4_numbers(pack):  # base, required, n, tiers, 候补, exclusions are what lines and rule give (§5)
    names = [stratum["id"] for stratum in pack.manifest["strata"]]
    must({line[0] for line in pack.objects} <= set(names) and len(set(names)) == len(names), "类别不对 strata are wrong")
    for stratum in pack.manifest["strata"]:
        name, n, rule = stratum["id"], stratum["n"], stratum["rule"]
        states = [line[3] for line in pack.objects if line[0] == name]
        pool = sorted(int(line[1]) for line in pack.objects if line[::3] == [name, "in"])  # tiers, lowest first
        base = len(pool) + states.count("base")
        required = (rule["p"] * base + rule["q"] - 1) // rule["q"] if rule["kind"] == "ratio" else rule["count"]
        tiers = [{"tier": tier, "pool": pool.count(tier), "n": pool[:n].count(tier)} for tier in sorted(set(pool))]
        must([stratum["base"], stratum["required"], stratum["tiers"]] == [base, required, tiers], name + " 基数、应抽数或轮次不对")
        must(0 <= n <= n + stratum["reserve"] <= len(pool), name + " 抽取数或候补不对 n or reserve")
        short = stratum.get("shortfall", {}).get("reason")
        must(bool(short) == (n < required) and (short != "pool-exhausted" or n == len(pool)), name + " 不足的说明不对")
        must(all(states.count(state) == sum(one["count"] for one in stratum["excluded"] if one["state"] == state)
                 for state in ("base", "out")), name + " 排除数不对 exclusions are wrong")
        pack.told.append("类别 %s：基数 base %d，应抽 required %d，抽取 n %d" % (name, base, required, n))

def step_5_seed(pack):  # the seed follows from the fingerprint and the numbers (§7)
    manifest, values = pack.manifest, pack.draw["entropy"]
    must([one["k"] for one in values] == [one["k"] for one in manifest["entropy"]], "随机数不齐 numbers are missing")
    salt = digest(pack.hash, b"sunlot/1/draw", lp(manifest["agency"].encode()), lp(manifest["task"].encode()),
                  manifest["seq"].to_bytes(4, "big"), raw(pack.fingerprint))
    in_seed = {"drand": lambda value: digest("sha256", bytes.fromhex(value)), "nonces": raw}  # others: their text
    data = b"".join(lp(in_seed.get(one["k"], str.encode)(one["value"])) for one in values)
    pack.seed = hmac.new(salt, data, pack.hash).digest()  # HKDF-Extract
    must(pack.draw["seed"] == pack.seed.hex(), "种子不是由这些随机数得出的 the numbers do not give this seed")

def step_6_winners(pack):  # winners, cut-offs and 候补 are those of §8, told in draw.json or in files (§10)
    draw, strata, cutoffs, winners, reserve = pack.draw, [], [], [], []
    in_files = {"winners", "reserve"} & set(draw)  # told there, not in the strata
    for stratum in pack.manifest["strata"]:
        name, n, order, tiers = stratum["id"], stratum["n"], order_of(pack, stratum["id"]), []
        drawn = [{"rank": rank, **line} for rank, line in enumerate(order[:n], len(winners) + 1)]
        waiting = order[n:n + stratum["reserve"]]
        for tier in [tier["tier"] for tier in stratum["tiers"]]:
            own = [without(["tier"], line) for line in drawn if line["tier"] == tier]
            cutoff = {"cutoff": own[-1]["t"]} if own else {}
            cutoffs += [{"stratum": name, "tier": tier, **cutoff}] if own else []
            tiers.append(without(in_files, {"tier": tier, "winners": own, **cutoff}))
        strata.append(without(in_files, {"id": name, "tiers": tiers, "reserve": waiting}))
        winners += ["%d\t%s\t%d\t%s\t%s" % (one["rank"], name, one["tier"], one["leaf"], one["t"]) for one in drawn]
        reserve += ["%s\t%d\t%s\t%s" % (name, one["tier"], one["leaf"], one["t"]) for one in waiting]
        pack.places.update({(one["rank"], 0): one["leaf"] for one in drawn})
    must(draw["strata"] == strata, "中签、候补或分界不是随机数得出的 the numbers give others")
    for kind, lines in (("winners", winners), ("reserve", reserve)):
        must(pack.lists.get(kind) == (lines if len(lines) > 2000 else None), "名单文件不对 another file: " + kind)
    body = without(["proofs", "openings", "replacements", "reveal", "end"], draw)
    pack.commit = {"fingerprint": pack.fingerprint, "seed": draw["seed"], "cutoffs": cutoffs,
                   "objectsRoot": pack.manifest["lists"]["objects"]["root"], "teamsRoot": draw["teams"]["root"],
                   "body": digest(pack.hash, text(body)).hex()}
    pack.told.append("中签 %d 行、候补 %d 行都由名单和随机数算出 follow from list and numbers" % (len(winners), len(reserve)))

def order_of(pack, stratum):  # the lines that may be drawn, with their tickets, in the order of §8
    order, rows = [], [row for row in pack.objects if row[::3] == [stratum, "in"]]
    keys = {tier: expand(pack, "sunlot/1/stratum/%s#%s" % (stratum, tier)) for tier in {row[1] for row in rows}}
    for _, tier, weight, _, leaf in rows:
        ticket = min(digest(pack.hash, keys[tier], bytes([lot]), raw(leaf)) for lot in range(int(weight)))
        order.append({"tier": int(tier), "leaf": leaf, "t": ticket.hex()})
    return sorted(order, key=lambda line: (line["tier"], line["t"], line["leaf"]))

def step_7_entries(pack):  # all that the certificate says has its entry in the log, in this order (§11, §12)
    draw, proofs = pack.draw, pack.draw["proofs"]
    has(proofs, "log manifest entropy", "logGm result replacements reveal end")
    logged(pack, "manifest", {"manifest": pack.manifest}, proofs["manifest"])
    for source, (one, proof) in enumerate(itertools.zip_longest(draw["entropy"], proofs["entropy"]), 1):
        under = {**(proofs.get("result") or proofs["end"]), **proof}  # numbers lie under the checkpoint of the result
        must(logged(pack, "entropy", {"source": source, **without(["entry"], one)}, under) == one["entry"], "随机数的条目不对")
    if "result" in proofs:
        logged(pack, "result-commit", {"commit": pack.commit}, proofs["result"])
    for one, proof in itertools.zip_longest(draw["replacements"], proofs.get("replacements", [])):
        has(proof, " ".join(one))
        request = logged(pack, "replacement-request", one["request"], proof["request"])
        if "result" in one:
            answer = {"no": one["request"]["no"], "request": request, **one["result"]}
            logged(pack, "replacement", answer, proof["result"])
    if "reveal" in draw:
        logged(pack, "reveal", {"reveal": draw["reveal"]}, proofs["reveal"])
    order = [checkpoint(proofs["manifest"]["checkpoint"])[0] - 1] + pack.indexes[1:]  # nothing else before that stood
    must(order == sorted(set(order)), "日志里的次序不对 another order in the log")
    if "end" in draw:  # may stand between the others
        logged(pack, draw["end"]["kind"], without(["kind"], draw["end"]), proofs["end"])

def logged(pack, kind, keys, proof):  # a statement is in the log: its entry has a path to the root of a checkpoint
    has(proof, "at index path checkpoint" + " consistency" * (kind != "manifest"))
    session = {"fingerprint": pack.fingerprint, **{key: pack.manifest[key] for key in ("agency", "task", "seq")}}
    entry = {"at": proof["at"], **keys, **(session if kind != "manifest" else {})}
    size, root = checkpoint(proof["checkpoint"])
    kinds = (kind, kind.replace("abandoned", "void"))  # one given up may be logged as void
    leaves = [digest("sha256", b"\0", text({"type": one, **entry})) for one in kinds]
    found = [leaf for leaf in leaves if climb(leaf, proof["path"], proof["index"], size) == root]
    must(found, "不在日志里 not in the log: " + kind)
    pack.points.add((size, root.hex()))
    pack.indexes.append(proof["index"])
    return found[0].hex()

def step_8_log(pack):  # the log's text has these roots, no more of this session, no earlier one passed over (§12, §14)
    if "log.jsonl" not in pack.files:
        return pack.told.append("注意：没有日志全文，不知道有没有漏报 no text of the log: unknown what is left out")
    manifest, lines = pack.manifest, lines_of(pack, "log.jsonl")
    trees = {size: tree("sha256", map(str.encode, lines[:size])) for size, _ in pack.points}
    must({(size, trees[size][-1]) for size in trees} == pack.points and len(lines) == max(trees), "日志全文与检查点不符")
    hashes = re.findall('"(%s)"' % HEX, text(pack.draw["proofs"]).decode())
    must(set(hashes) <= set().union(*trees.values()), "证明不是这份日志的 a proof is of another log")
    log = [json.loads(line) for line in lines]
    own = [at for at, one in enumerate(log) if one["type"] in KINDS and one.get("fingerprint") == pack.fingerprint]
    must(own == sorted(pack.indexes[1:]), "日志里还有本场的条目 the log has more of this session")
    before, named = log[:pack.indexes[0]], set(manifest.get("supersedes", []))
    ended = {entry.get("fingerprint") for entry in before if entry["type"] in ("result-commit", "void", "abandoned")}
    for other in [entry["manifest"] for entry in reversed(before) if entry["type"] == "manifest"]:
        fingerprint = digest(HASHES[other.get("profile", "std")], text(other)).hex()
        if fingerprint in named:  # what a named one names is named too
            named.update(other.get("supersedes", []))
        shared = {one["id"] for one in manifest["strata"]} & {one["id"] for one in other.get("strata", [])}
        rival = shared and all(other.get(key) == manifest[key] for key in ("agency", "period"))
        must(not rival or fingerprint in named & ended, "先前的抽取没有写明或没有结束 an earlier draw: " + fingerprint)

def step_9_opened(pack):  # every open row has the leaf that was drawn or listed (§10, §13)
    draw = pack.draw
    places = [place for one in draw["replacements"] if "result" in one for place in one["result"]["places"]]
    pack.places.update({(place["rank"], place["k"]): place.get("leaf") for place in places})
    teams = pack.lists.get("teams", []) + [place.get("team") for place in places]
    for one in draw["openings"]:
        has(one, "rank row salt", "k teamRow teamSalt")
        drawn = pack.places.pop((one["rank"], one.get("k", 0)))  # no place stands twice
        must(leaf_of(pack, one["salt"], one["row"]) == drawn, "公开的行不是抽中的行 not the row drawn")
        if "teamRow" in one or "teamSalt" in one:
            must(leaf_of(pack, one["teamSalt"], one["teamRow"]) in teams, "公开的检查组不是定下的 not a team committed to")
    if "reveal" in draw:
        must(digest(pack.hash, pack.files["opened/objects.txt"]).hex() == draw["reveal"]["rows"], "不是公开时的那一份")
        withheld = {one["leaf"] for one in draw["reveal"]["withheld"]}
        for kind in ("objects", "inspectors", "recusals", "teams"):
            leaves = [leaf_of(pack, *line.split("\t", 1)) for line in lines_of(pack, "opened/%s.txt" % kind)]
            hidden = set(pack.lists[kind]) - set(leaves) if kind == "recusals" and withheld else withheld
            must(leaves == [line[-64:] for line in pack.lists[kind] if line[-64:] not in hidden], "不是名单的行 " + kind)

# ---- Tools (§2) ----
HASHES, HEX = {"std": "sha256", "gm": "sm3"}, "[0-9a-f]{64}"  # by profile (§2); of a hash
LINE = "[a-z0-9:._-]+\t((0|[1-9][0-9]*)\t[1-9][0-9]{0,2}\t(in|base)|-\t-\tout)\t" + HEX  # of the list of objects (§4)
NOTE = ".+\n([0-9]+)\n([A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=)\ntime [-0-9T:]{19}Z\n\n(?:— [^ ]+ [A-Za-z0-9+/]+=*\n)+"
KINDS = ("entropy", "result-commit", "replacement-request", "replacement", "reveal", "void", "abandoned")
class Wrong(ValueError): pass  # what a step found wrong  # noqa: E701
def must(holds, why):  # a step is wrong unless this holds
    if not holds:
        raise Wrong(why)
def has(value, keys, may=""):  # an object has these keys, and no others than those that it may have
    must(set(keys.split()) <= set(value) <= set((keys + " " + may).split()), "有缺少或多出的 not just: " + keys)
def without(keys, value): return {key: value[key] for key in value if key not in keys}  # an object less some keys
def text(value):  # canonical JSON: keys sorted, no spaces, UTF-8
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
def lines_of(pack, name):  # the lines of a text file, each ended by LF; the file is taken out of the pack
    *lines, rest = pack.files.pop(name).decode().split("\n")
    must(rest == "", name + " 最后一行没有结束 the last line has no end")
    return lines
def raw(digits):  # the 32 bytes of 64 hex digits
    must(re.fullmatch(HEX, digits), "不是 64 位十六进制数字 not 64 hex digits")
    return bytes.fromhex(digits)
def lp(data): return len(data).to_bytes(4, "big") + data  # a length in four bytes, then the data
def digest(name, *data): return hashlib.new(name, b"".join(data)).digest()  # the hash of this name
def leaf_of(pack, salt, row): return digest(pack.hash, b"\0", raw(salt), row.encode()).hex()  # of a row (§3)
def expand(pack, info):  # HKDF-Expand of the seed to 64 bytes
    first = hmac.new(pack.seed, info.encode() + b"\1", pack.hash).digest()
    return first + hmac.new(pack.seed, first + info.encode() + b"\2", pack.hash).digest()
def tree(name, rows):  # all hashes of a Merkle tree (RFC 6962), of rows, then of pairs, the root last
    row = [digest(name, b"\0", one) for one in rows] or [digest(name)]
    hashes = list(row)
    while len(row) > 1:
        pairs = [row[at:at + 2] for at in range(0, len(row), 2)]
        row = [digest(name, b"\1", *pair) if len(pair) == 2 else pair[0] for pair in pairs]
        hashes += row
    return [one.hex() for one in hashes]
def climb(leaf, path, at, size):  # the root at the end of the path of a leaf in a log of this size (RFC 6962)
    if size == 1:
        return leaf if (at, path) == (0, []) else None
    half = 1 << (size - 1).bit_length() - 1  # entries in the left part
    if at < half:
        return digest("sha256", b"\1", climb(leaf, path[:-1], at, half), raw(path[-1]))
    return digest("sha256", b"\1", raw(path[-1]), climb(leaf, path[:-1], at - half, size - half))
def checkpoint(note):  # size and root that it states; key and signatures are not checked (§12)
    size, root = re.fullmatch(NOTE, note).groups()
    return int(size), base64.b64decode(root)
def read_files(path):  # files of a pack by name, from a folder or a zip
    if pathlib.Path(path).is_dir():
        found = [file for file in pathlib.Path(path).rglob("*") if file.is_file()]
        return {file.relative_to(path).as_posix(): file.read_bytes() for file in found}
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
if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pack", help="PACK.zip|FOLDER 证据包")
    parser.add_argument("--fingerprint", type=lambda digits: raw(digits.lower()).hex(), help="摇号前记下的清单指纹 64 位")
    words = parser.parse_args()
    code, told = answer(words.pack, words.fingerprint)
    print("\n".join([*told, "", __doc__[__doc__.index("此处未核"):]]))
    sys.exit(code)
