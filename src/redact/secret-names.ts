/** What a name such as `DB_PASSWORD`, `AccessKeySecret` or `--api-key` says about its value. */
export type SecretName =
  | { readonly kind: 'password' | 'secret' | 'token' | 'key' | 'credential' }
  /** Often harmless (`auth: plain`): secret only where the value looks random. */
  | { readonly kind: 'credential'; readonly onlyIfRandom: true };

/** Substrings of which every secret name holds one. */
export const nameHints: readonly string[] = [
  'pass',
  'psw',
  'secret',
  'token',
  'cred',
  'pw',
  'key',
  'auth',
  'session',
  'jwt',
  'psk',
  '密码',
  '口令',
  '密钥',
  '令牌',
];

const longest = 80;

/** The same names come again and again in a log; what was said of them is kept, up to so many. */
const judged = new Map<string, SecretName | undefined>();
const mostJudged = 5000;

export function secretName(name: string): SecretName | undefined {
  if (name.length > longest) return undefined;
  const known = judged.get(name);
  if (known !== undefined || judged.has(name)) return known;
  const verdict = judge(name);
  if (judged.size >= mostJudged) judged.clear();
  // A copy: a slice would keep the whole text alive from which it was cut.
  judged.set(Buffer.from(name).toString(), verdict);
  return verdict;
}

function judge(name: string): SecretName | undefined {
  if (/密码|口令/.test(name)) return { kind: 'password' };
  if (/密钥|令牌/.test(name)) return { kind: 'secret' };
  const parts = splitName(name);
  for (let i = parts.length - 1; i >= 0; i -= 1) {
    const found = secretWord(parts[i] ?? '', parts[i - 1] ?? '');
    if (!found) continue;
    const tail = parts.slice(i + 1);
    const saysOnlyWhere = tail.some(
      (part) => harmlessTail.has(part) || (part === 'id' && found.kind !== 'secret'),
    );
    return saysOnlyWhere ? undefined : found;
  }
  return undefined;
}

function splitName(name: string): string[] {
  return name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((part) => part !== '')
    .map((part) => part.replace(/\d+$/, '') || part);
}

const endings: readonly (readonly [string, SecretName['kind']])[] = [
  ['password', 'password'],
  ['passwords', 'password'],
  ['passwd', 'password'],
  ['passwort', 'password'],
  ['passphrase', 'password'],
  ['passcode', 'password'],
  ['pwd', 'password'],
  ['secret', 'secret'],
  ['secrets', 'secret'],
  ['secrete', 'secret'],
  ['token', 'token'],
  ['tokens', 'token'],
  ['credential', 'credential'],
  ['credentials', 'credential'],
  ['apikey', 'key'],
  ['accesskey', 'key'],
  ['secretkey', 'key'],
  ['authkey', 'key'],
  ['accountkey', 'key'],
  ['privatekey', 'key'],
  ['masterkey', 'key'],
  ['encryptionkey', 'key'],
];
const words = new Map<string, SecretName['kind']>([
  ['pass', 'password'],
  ['psw', 'password'],
  ['pw', 'password'],
  ['creds', 'credential'],
  ['psk', 'key'],
]);
const keyQualifiers = new Set(
  (
    'api access secret private encryption encrypt signing sign account shared auth authorization master client license ' +
    'licence storage subscription deploy service app aes des hmac rsa ssh host session cipher crypto jwt iam softlayer sl slapi cloud ibm cloudant'
  ).split(' '),
);
const onlyIfRandom = new Set(['auth', 'session', 'sessionid', 'jwt', 'authorization']);
const harmlessTail = new Set(
  (
    'file files path dir directory url uri endpoint host port type types policy length len size count limit limits ttl ' +
    'timeout expiry expires expiration expired age enabled required min max provider manager store algorithm alg method ' +
    'version format header headers prefix suffix field issuer audience scope scopes scheme service handler validator ' +
    'factory hasher reset attempts error errors name names authentication parser bucket rotation interval protocol ' +
    'helper helpers mode driver drivers'
  ).split(' '),
);

function secretWord(part: string, before: string): SecretName | undefined {
  const whole = words.get(part);
  if (whole) return { kind: whole };
  if ((part === 'key' || part === 'keys') && keyQualifiers.has(before)) return { kind: 'key' };
  if (part === 'id' && before === 'session') return { kind: 'credential', onlyIfRandom: true };
  if (onlyIfRandom.has(part)) return { kind: 'credential', onlyIfRandom: true };
  if (before === 'load' && part === 'credential') return undefined;
  const ending = endings.find(([word]) => part.endsWith(word));
  return ending && { kind: ending[1] };
}
