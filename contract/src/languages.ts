/** Languages of texts for people. Chinese is the first: without a wish, everything is said in it. */
export type Lang = 'zh' | 'en';

/** One text in every language; one that is missing does not compile. */
export type Text = { readonly [lang in Lang]: string };
