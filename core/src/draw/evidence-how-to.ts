import type { Certificate } from './certificate.ts';

/** `README.txt` of every evidence pack; the two lines of Python are for the draw's hash. */
export function howToVerify({ manifest, winners, reserve }: Certificate): string {
  const python = { std: 'hashlib.sha256(', gm: "hashlib.new('sm3', " }[manifest.profile];
  const files = `${winners ? WINNERS_LINE : ''}${reserve ? RESERVE_LINE : ''}`;
  return HOW_TO_VERIFY.replace('opened/…', `${files}opened/…`)
    .replaceAll('sha256(b', `${python}b`)
    .replaceAll('sha256(K', `${python}K`);
}

const WINNERS_LINE = 'lists/winners.txt      中签：序号、类别、轮次、叶码、签号（多于 2,000 个时不写在证书内）\n';
const RESERVE_LINE = 'lists/reserve.txt      候补：类别、轮次、叶码、签号（多于 2,000 个时不写在证书内）\n';

const HOW_TO_VERIFY = `抽取证据包说明

一、这是什么
这里是一次“双随机”抽取的全部公开证据。任何人不必知道企业名称，就能验证：名单和规则在摇号之前已经固定；
随机数没有被挑选；每一个序号都是由随机数算出来的，没有人能替换。

二、怎么验证
方法一：运行  sunlot verify <本证据包>  ，逐项显示“通过、不通过、尚未公开、见证陈述”。
方法二：运行  python3 verify_draw.py <本证据包>  （短，一次能读完）或  python3 verify_pack.py <本证据包>  （逐项核对），
　　　　这是另一人只按协议说明编写的核对程序（docs/check），只需 Python 3，签名不核。
方法三：按公开的抽取协议说明（docs/draw-specification.md）自己编程验证。
文件是否在传送中损坏：  sha256sum -c SHA256SUMS

三、各个文件
draw.json              抽取证书：规则清单、随机数、种子、中签叶码、日志证明
lists/objects.txt      对象公开名单：类别、轮次、权重、状态、叶码（叶码不含名称）
lists/inspectors.txt   检查人员叶码
lists/recusals.txt     回避关系叶码
lists/teams.txt        检查组叶码（摇号后才有）
opened/…               名称公开后的原始行（公开前没有）
results.jsonl          已公示的检查结果（有时）
log.jsonl              公开日志的全部条目，用来核对有没有漏报的抽取
witnesses.json         见证规则：谁在日志检查点上加签，多少人加签才算数（没有见证人时没有）
SHA256SUMS             各文件的校验值

四、企业核对自己的一行（持有原始行 row 和盐 salt 时，Python 两行，之前先 import hashlib）
K 为该类别、轮次的抽签密钥，CUTOFF 为 draw.json 中同一类别、轮次的 cutoff，w 为权重：
leaf = sha256(b"\\0" + salt + row).digest()
min(sha256(K + bytes([j]) + leaf).digest() for j in range(w)).hex() <= CUTOFF

五、尚未公开的内容
企业名称和检查人员在检查之前不公开，所以检查之前有些项目显示“尚未公开”。这不是错误；公开之后用新的证据包再验证一次。
`;
