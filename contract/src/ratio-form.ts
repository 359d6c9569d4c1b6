/** A ratio as it is typed: `50%`, `2.5%` or `1/3`. */
export const RATIO_FORM = /^(?:\d{1,3}(?:\.\d{1,2})?%|[1-9]\d{0,3}\/[1-9]\d{0,3})$/;
