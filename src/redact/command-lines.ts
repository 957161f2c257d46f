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
    const [start, end] = shape.exec(text)?.indices?.groups?.secret ?? [];
    if (start === undefined || end === undefined) return nothing;
    return isHarmless(text.slice(start, end), { kind: 'password' })
      ? nothing
      : [{ start, end, kind: 'password' }];
  },
};

const options = String.raw`(?: +[^\s|;&"]{1,80}){0,8}?`;
const value = String.raw`\\?["']?(?<secret>[^\s"'\\]{1,200})`;
const mysql = new RegExp(String.raw`(?:mysql|mariadb)[\w-]{0,20}${options} +-p${value}`, 'iyd');
const login = new RegExp(String.raw`docker login${options} +-p[ =]?${value}`, 'iyd');
const userAndPassword = new RegExp(
  String.raw`(?:curl|wget)${options} +(?:-u ?|--user[ =])\\?["']?[^\s:"']{1,80}:(?<secret>[^\s"'\\]{1,200})`,
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
  ['redis-cli', new RegExp(String.raw`redis-cli${options} +-a ${value}`, 'iyd')],
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
