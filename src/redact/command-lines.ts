import { isHarmless } from './harmless.ts';
import { nothing, type Rule } from './rule.ts';

/** Programs that take a secret behind a short option: `mysql -uroot -pabc`, `sshpass -p abc`, `curl -u shop:abc`. */
export const commandLines: Rule = {
  hints: [
    'mysql',
    'mariadb',
    'sshpass',
    'redis-cli',
    'curl',
    'wget',
    'docker login',
    'identified by',
    'requirepass',
    'masterauth',
  ],
  find: (text, at, hint) => {
    const shape = shapes.get(hint);
    if (!shape || /\w/.test(text.charAt(at - 1))) return nothing;
    shape.lastIndex = at;
    const groups = shape.exec(text)?.indices?.groups;
    // `curl -u "<token>:"`: the user is the secret.
    const [start, end] = groups?.secret ?? groups?.secretUser ?? [];
    if (start === undefined || end === undefined) return nothing;
    return isHarmless(text.slice(start, end), { kind: 'password' })
      ? nothing
      : [{ start, end, kind: 'password' }];
  },
};

/** What stands between two words: blanks, also over the end of a line that goes on. */
const gap = String.raw`(?:[ \t]+(?:\\\r?\n[ \t]*)?|\\\r?\n[ \t]*)`;
const options = String.raw`(?:${gap}[^\s|;&"]{1,80}){0,8}?`;
/** An option's value may be in quotes and hold blanks there. */
const quotedOptions = String.raw`(?:${gap}(?:'[^'\n]{0,200}'|"[^"\n]{0,200}"|[^\s|;&"']{1,120})){0,12}?`;
const value = String.raw`\\?["']?(?<secret>[^\s"'\\]{1,200})`;
const mysql = new RegExp(String.raw`(?:mysql|mariadb)[\w-]{0,20}${options}${gap}-p${value}`, 'iyd');
const login = new RegExp(String.raw`docker login${options}${gap}-p[ =]?${value}`, 'iyd');
const userAndPassword = new RegExp(
  String.raw`(?:curl|wget)${quotedOptions}${gap}(?:-u *|--user[ =] *)\\?["']?(?:[^\s:"']{0,80}["']?:\\?["']?(?<secret>[^\s"'\\]{1,200})|(?<secretUser>[^\s:"']{8,200}):(?=["'\s]|$))`,
  'iyd',
);
const directive = new RegExp(
  String.raw`(?<=(?:^|\n|set )[ \t]{0,8})(?:requirepass|masterauth) +${value}`,
  'iyd',
);

const shapes: ReadonlyMap<string, RegExp> = new Map([
  ['mysql', mysql],
  ['mariadb', mysql],
  ['sshpass', new RegExp(String.raw`sshpass +-p ?${value}`, 'iyd')],
  ['redis-cli', new RegExp(String.raw`redis-cli${options}${gap}-a ${value}`, 'iyd')],
  ['curl', userAndPassword],
  ['wget', userAndPassword],
  ['docker login', login],
  [
    'identified by',
    new RegExp(String.raw`identified by(?: password)? +\\?["'](?<secret>[^"'\\\n]{1,200})`, 'iyd'),
  ],
  ['requirepass', directive],
  ['masterauth', directive],
]);
