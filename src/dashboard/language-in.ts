import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { LANGUAGES, languageOf } from '../text/language.ts';
import { type Reader, readerOf } from '../text/reader.ts';

const cookie = 'ferryman-language';
const aYear = 365 * 24 * 3_600;

/** Who reads: as they chose with `?language=`, else as their browser asks for. */
export function readerIn(context: Context): Reader {
  const asked = LANGUAGES.find((one) => one === context.req.query('language'));
  if (asked !== undefined) {
    setCookie(context, cookie, asked, { httpOnly: true, sameSite: 'Lax', path: '/', maxAge: aYear });
    return readerOf(asked);
  }
  const chosen = LANGUAGES.find((one) => one === getCookie(context, cookie));
  return readerOf(chosen ?? preferred(context.req.header('accept-language') ?? ''));
}

/** `zh-CN,zh;q=0.9,en;q=0.8`: browsers write them in their order. */
function preferred(header: string) {
  const wanted = header.split(',').flatMap((one) => languageOf(one.split(';')[0]?.trim() ?? '') ?? []);
  return wanted[0];
}
