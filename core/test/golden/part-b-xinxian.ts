import { rowsOf } from './part-b.ts';

export const XINXIAN_ROWS = rowsOf('xinxian', [
  ['Classes', '—', 'class:general', 'class:key', 'class:special', 'AMB-40'],
  ['Precedence', 'hard', 'precedence/all/all', 'AMB-10'],
  ['Key', 'hard', 'level:county', 'ratio/key/county', 'AMB-42'],
  ['General', 'hard', 'headcount/general/county', 'AMB-38'],
  ['Special', 'info', 'noRatio/special/county', 'AMB-39'],
  ['Plan table', 'soft', 'target/key/county', 'target/general/county', 'planTable/all/all', 'AMB-37', 'AMB-53'],
  ['Cap', 'info', 'silence/all/all'],
  ['Joint', 'info', 'partners/all/all', 'silence/all/all'],
  ['Recognition', 'soft', 'recognition/all/all'],
  ['Scope', 'info', 'scope/all/all'],
  ['Results', 'hard', 'publication/all/all', 'AMB-28', 'AMB-41'],
  ['Secrecy', 'soft', 'secrecy/all/all', 'AMB-44'],
  ['Penalties', 'hard', 'penalties/all/all'],
  ['Staff', 'principle', 'admission/all/all'],
  ['Staff', 'hard', 'handOver/all/all'],
  ['Plan period', 'hard', 'planPeriod/all/all'],
  ['Plan period', 'info', 'planDue/all/all', 'AMB-45'],
  ['Untargeted', 'principle', 'targeting/all/all'],
  ['Group, wordings, grounds', 'hard', 'group/all/all', 'grounds/all/all', 'AMB-43', 'AMB-56'],
  ['Group, wordings, grounds', 'soft', 'wordings/all/all'],
]);
