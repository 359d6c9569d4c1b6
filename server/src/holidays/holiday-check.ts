import type { Check } from '../doctor.ts';

/** Every term counts by the running year, so that one is asked for first; the next one matters once it is known. */
export function holidayCheck(year: number, noticeOf: (year: number) => string | undefined): Check {
  if (noticeOf(year) === undefined)
    return {
      id: 'holidays',
      state: 'attention',
      what: {
        zh: `${year} 年节假日通知尚未录入，今年的期限按周一至周五推算`,
        en: `The holidays of ${year} are not known; the terms of this year count Monday to Friday`,
      },
      advice: {
        zh: '执行 sunlot holiday import，录入今年的通知',
        en: 'run sunlot holiday import with the notice of this year',
      },
    };
  return nextYear(year + 1, noticeOf(year + 1));
}

function nextYear(year: number, notice: string | undefined): Check {
  if (notice !== undefined)
    return {
      id: 'holidays',
      state: 'ok',
      what: { zh: `${year} 年节假日已有（${notice}）`, en: `The holidays of ${year} are known (${notice})` },
    };
  return {
    id: 'holidays',
    state: 'attention',
    what: {
      zh: `${year} 年节假日通知尚未录入，跨年期限按周一至周五推算`,
      en: `The holidays of ${year} are not known; terms that reach into it count Monday to Friday`,
    },
    advice: { zh: '通知发布后执行 sunlot holiday import', en: 'run sunlot holiday import once the notice is out' },
  };
}
