import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { tell } from '../../text/tell.ts';
import { answeredByHost, notedOnHost } from './host-words.ts';

const folder = new URL('../../fixes/script/', import.meta.url);
const scripts = readdirSync(folder)
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
  .map((file) => readFileSync(new URL(file, folder), 'utf8'));

/** What the shell puts in for `$FILE`, `\${used:-no bridge}`, `$(address_of "$DEVICE")` and the like. */
const filled = (words: string) =>
  words.replaceAll(/\$\((?:[^()]|\([^()]*\))*\)|\\?\$\{[^}]*\}|\\?\$\w+/g, 'docker0');
const isChinese = (text: string) => /\p{Script=Han}/u.test(text);

/** These are noted while a change is made or taken back; a host that has not begun gives none of them for its reason. */
const LATER =
  /^(state |containers lose their connections|all containers are back|do not run: |the way back failed|the change still runs|Docker does not answer after|no docker0$|docker0 is gone$|docker0 still has )/;

it('knows every reason that the script of a host notes for not beginning', () => {
  const notes = scripts
    .flatMap((script) => [...script.matchAll(/\bnote (["'])(.+?)\1(?=;| |\n)/g)])
    .map(([, , words = '']) => filled(words))
    .filter((note) => !LATER.test(note));
  expect(new Set(notes).size).toBeGreaterThan(10);
  expect(notes.filter((note) => !isChinese(tell(notedOnHost(note), 'zh-CN')))).toEqual([]);
});

it.each([
  ['docker0 has 172.17.0.1/16 and not 192.168.0.1/20', 'docker0 的地址是 172.17.0.1/16，不是 192.168.0.1/20'],
  ['the bridge of vhnet does not have 172.22.0.1/16', 'vhnet 的网桥没有地址 172.22.0.1/16'],
  ['topapi is not in vhnet as it is to be', 'topapi 在 vhnet 中的接入与预期不符'],
  ['somebody typed this', 'somebody typed this'],
])('tells the note "%s" to whoever reads Chinese, and in English as it is', (note, chinese) => {
  expect(tell(notedOnHost(note), 'zh-CN')).toBe(chinese);
  expect(tell(notedOnHost(note), 'en')).toBe(note);
});

it.each([
  ['busy: k3j9x2m4abcd is applied', '忙：变更 k3j9x2m4abcd 的状态是 applied'],
  ['not prepared', '未能准备就绪'],
  ['sudo: a password is required', 'sudo: a password is required'],
])('tells the answer "%s"', (words, chinese) => {
  expect(tell(answeredByHost(words), 'zh-CN')).toBe(chinese);
});
