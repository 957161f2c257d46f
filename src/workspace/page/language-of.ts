/** By this a screen reader picks its voice and a browser the shape of Han; undefined is the page's own language. */
export const languageOf = (text: string): 'zh-CN' | undefined =>
  /\p{Script=Han}/u.test(text) ? 'zh-CN' : undefined;
