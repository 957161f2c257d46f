import { nameHints, secretName } from './secret-names.ts';

/** A line in which a secret begins, or may begin, that goes on in the lines below it. */
export interface Opening {
  /** `more`: this line belongs to it as well; `last`: and none after it does; `no`: it stands for itself. */
  take(line: string): 'more' | 'last' | 'no';
}

/** What a line leaves open: a private key, a block of YAML under a secret's name, a name whose value comes next. */
export function openingOf(line: string): Opening | undefined {
  if (line.includes('PRIVATE KEY') && keyBegins.test(line) && !keyEnds.test(line)) return privateKey();
  if (line.includes(encodedBegin) && encodedKey.test(line)) return { take: wrapped };
  if (line.length <= 160 && looksLikeKeyBody(line)) return headlessKey();
  if (line.length <= 160 && manifestBegins.test(line)) return manifest(line);
  if (line.endsWith('\\') && commandBegins.test(line)) return command();
  return namedAtEnd(line);
}

const keyBegins = /-{4,5} ?BEGIN (?:[A-Z0-9]{1,16} ){0,3}PRIVATE KEY(?: BLOCK)? ?-{4,5}/;
const keyEnds = /-{4,5} ?END (?:[A-Z0-9]{1,16} ){0,3}PRIVATE KEY(?: BLOCK)? ?-{4,5}/;
/** `-----BEGIN ` in Base64, as Kubernetes and many CI systems keep keys. */
export const encodedBegin = 'LS0tLS1CRUdJTi';
const encodedKey = /LS0tLS1CRUdJTi[A-Za-z0-9+/]*={0,2}\s*$/;
const base64Line = /^\s*[A-Za-z0-9+/]{1,256}={0,2}\s*$/;

function privateKey(): Opening {
  let short = false;
  return {
    take(line) {
      if (keyEnds.test(line)) return 'last';
      if (line.trim() === '' || /^\s*[A-Z][A-Za-z-]{2,20}: /.test(line)) return 'more';
      // Base64, also behind what a logger puts before each line; only the last line is short.
      const words = /(?:^|[\s\]|>:])([A-Za-z0-9+/=]+)\s*$/.exec(line.slice(-4200));
      if (!words || short) return 'no';
      short = (words[1]?.length ?? 0) < 16;
      return 'more';
    },
  };
}

/** The beginning of the key is above what was read: only its end will tell. */
function headlessKey(): Opening {
  return {
    take: (line) => (keyEnds.test(line) ? 'last' : base64Line.test(line) ? 'more' : 'no'),
  };
}

/** Upper case, lower case and digits: the ids of containers and the sums of files are not. */
function looksLikeKeyBody(line: string): boolean {
  return (
    /^\s*[A-Za-z0-9+/]{40,128}={0,2}\s*$/.test(line) &&
    /[A-Z]/.test(line) &&
    /[a-z]/.test(line) &&
    /\d/.test(line)
  );
}

function wrapped(line: string): 'more' | 'no' {
  return base64Line.test(line) ? 'more' : 'no';
}

/** Of a manifest of Kubernetes it is told by its kind, which may come last, whether its data are secret. */
const manifestBegins =
  /^[ \t-]{0,80}["']?(?:apiVersion["']?[ \t]*:|kind["']?[ \t]*:[ \t]*["']?secret\b|(?:stringD|d)ata["']?[ \t]*:[ \t]*\{?\s*$)/i;
const manifestMember =
  /^\s*["']?(?:apiVersion|kind|metadata|data|stringData|binaryData|type|immutable|spec|status|items)["']?\s*:|^\s*[}\]],?\s*$/;

function manifest(opener: string): Opening {
  const column = opener.search(/[^\s-]/);
  return {
    take(line) {
      const here = line.search(/[^\s-]/);
      if (line.trim() === '' || here > column) return 'more';
      return here === column && manifestMember.test(line) ? 'more' : 'no';
    },
  };
}

/** A command with its options in the lines below: `curl https://shop.example \`. */
const commandBegins = /(?<!\w)(?:curl|wget|mysql\w*|mariadb[\w-]*|redis-cli|docker login)\s/;

function command(): Opening {
  return { take: (line) => (line.endsWith('\\') ? 'more' : 'last') };
}

/** `password: |`, `- name: DB_PASSWORD`, `"--password",`, `<Password>`: the line ends with a secret's name and has no value. */
function namedAtEnd(line: string): Opening | undefined {
  let end = line.length;
  while (end > 0 && afterName(line.charCodeAt(end - 1))) end -= 1;
  let start = end;
  while (start > 0 && end - start < 80 && isNameCharacter(line.charCodeAt(start - 1))) start -= 1;
  if (end - start < 3) return undefined;
  const name = line.slice(start, end);
  if (!hinted.test(name) || !secretName(name)) return undefined;
  if (/^\s*:\s*[|>][+-]?\d?[+-]?\s*$/.test(line.slice(end))) return yamlBlock(line);
  return { take: () => 'last' };
}

const hinted = new RegExp(nameHints.join('|'), 'i');

function yamlBlock(opener: string): Opening {
  const indent = opener.search(/[^\s-]/);
  return {
    take: (line) => (line.trim() === '' || line.search(/\S/) > indent ? 'more' : 'no'),
  };
}

function afterName(code: number): boolean {
  return (
    code <= 32 ||
    code === 34 || // "
    code === 39 || // '
    code === 43 || // +
    code === 44 || // ,
    code === 45 || // -
    code === 58 || // :
    code === 61 || // =
    code === 62 || // >
    code === 92 || // \
    code === 124 // |
  );
}

function isNameCharacter(code: number): boolean {
  return (
    (code >= 97 && code <= 122) ||
    (code >= 65 && code <= 90) ||
    (code >= 48 && code <= 57) ||
    code === 45 ||
    code === 46 ||
    code === 95 ||
    code > 127
  );
}
