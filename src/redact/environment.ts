import { isAddress, isHarmless } from './harmless.ts';
import { secretName } from './secret-names.ts';

export type EnvironmentVerdict =
  | { readonly kind: 'keep' }
  | { readonly kind: 'mask'; readonly as: string }
  /** Keep what the ordinary rules leave. */
  | { readonly kind: 'rules' };

/**
 * What to do with the value of a container's environment variable. Names are kept; a value is kept only where its name
 * or its shape says that it is no secret. Addresses, ports and paths are the diagnosis, also inside a connection string.
 */
export function judgeVariable(name: string, value: string): EnvironmentVerdict {
  if (value === '') return { kind: 'keep' };
  const secret = secretName(name);
  if (secret && !('onlyIfRandom' in secret)) {
    return isHarmless(value, secret) ? { kind: 'keep' } : { kind: 'mask', as: secret.kind };
  }
  if (harmlessNames.test(name) || harmlessShape(value) || isConnectionString(value)) return { kind: 'rules' };
  return { kind: 'mask', as: 'environment value' };
}

const harmlessNames =
  /^(?:PATH|HOME|HOSTNAME|USER|SHELL|TERM|LANG|LANGUAGE|LC_\w+|TZ|PWD|OLDPWD|SHLVL|DEBIAN_FRONTEND|(?:\w+_)?(?:PORTS?|HOSTS?|HOSTNAME|ADDR|ADDRESS|BIND|LISTEN|URLS?|URI|ENDPOINT|SERVERS?|BROKERS|VERSION|RELEASE|ENV|ENVIRONMENT|MODE|REGION|ZONE|LOG_LEVEL|LOGLEVEL|TIMEOUT|DIR|HOME|PATH|ROOT|OPTS|OPTIONS|FLAGS|NAME|DATABASE|DB)|(?:HTTPS?|FTP|ALL|NO)_PROXY|ASPNETCORE_\w+|DOTNET_\w+|COMPlus_\w+|NODE_OPTIONS|PYTHON\w+|GOPATH|GODEBUG|NGINX_\w+|PKG_RELEASE|NJS_\w+|JAVA_TOOL_OPTIONS|\w*SHA(?:1|256|512)|\w*_(?:MD5|CHECKSUM|DIGEST))$/i;

function harmlessShape(value: string): boolean {
  if (value.length > 512) return false;
  return value.split(/[\s,;]+/).every((part) => part === '' || isAddress(part) || harmlessPart.test(part));
}

const harmlessPart = new RegExp(
  [
    'true|false|yes|no|on|off|null|none',
    String.raw`-?\d{1,5}(?:\.\d{1,6})?(?:ms|s|m|h|d|[kmgt]i?b?|%)?`,
    String.raw`v?\d{1,5}(?:\.\d{1,6}){1,3}(?:[-+~][\w.~-]{1,24})?`,
    '[A-Za-z]{1,20}',
    String.raw`[a-z]{2}_[A-Z]{2}(?:\.[\w-]{1,12})?`,
    String.raw`(?:[A-Za-z][\w-]{0,40}\.)+[A-Za-z]{2,24}(?::\d{1,5})?`,
    String.raw`[A-Za-z][\w-]{0,40}:\d{1,5}`,
    String.raw`:\d{1,5}`,
    String.raw`\.{0,2}(?:\/[\w.+@-]{0,60}){1,16}`,
    String.raw`[a-z][a-z0-9+.-]{1,20}:\/\/[\w.*+[\]:-]{1,120}(?:\/[\w.~-]{0,15}){0,12}`,
    String.raw`\$\{?[A-Za-z_]\w{0,60}\}?`,
  ]
    .map((shape) => `(?:${shape})`)
    .join('|')
    .replace(/^/, '^(?:')
    .replace(/$/, ')$'),
);

/** `Server=192.168.0.20,1433;Database=shop;User Id=sa;Password=…`, a URL with its user, a Go driver's address. */
function isConnectionString(value: string): boolean {
  if (/^[a-z][a-z0-9+.-]{1,20}:\/\/[^\s/?#@]*@/i.test(value)) return true;
  if (/@(?:tcp|unix)\(/.test(value)) return true;
  const pairs = value.split(';').filter((pair) => pair.trim() !== '');
  return pairs.length > 1 && pairs.every((pair) => connectionKey.test(pair));
}

const connectionKey =
  /^ *(?:server|data source|host|hostname|address|addr|network address|port|database|initial catalog|user id|uid|user|username|user name|password|pwd|integrated security|trusted_connection|encrypt|trustservercertificate|multipleactiveresultsets|persist security info|connection timeout|connect timeout|command timeout|application name|ssl ?mode|pooling|min pool size|max pool size|minimum pool size|maximum pool size|charset|character set|allow ?user ?variables|driver|provider|timeout|defaultendpointsprotocol|accountname|accountkey|endpointsuffix|endpoint|sharedaccesskeyname|sharedaccesskey|entitypath|abortconnect|ssl|defaultdatabase|connecttimeout|synctimeout|allowadmin) *=/i;
