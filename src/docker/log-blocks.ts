/** Whether a line belongs to the block above it. */
export type Block = (text: string) => 'more' | 'last' | 'no';

const HEAD = /-{4,5} ?BEGIN /;
const END = /-{4,5} ?END /;
/** `-----BEGIN ` in base64, as it is kept in Kubernetes' secrets. */
const ENCODED_HEAD = 'LS0tLS1CRUdJTi';
const BASE64 = /^\s*[A-Za-z0-9+/]{1,256}={0,2}\s*$/;
const LONG_BASE64 = /^\s*[A-Za-z0-9+/]{40,256}={0,2}\s*$/;
/** `tls.key: |` */
const YAML_HEAD = /:\s*[|>][+-]?\d?[+-]?\s*$/;

/** Quick; true of more lines than those that `blockFrom` finds a block in, except for base64 without a head. */
export function mayBeginBlock(raw: string): boolean {
  return (
    (raw.includes('----') && HEAD.test(raw)) || raw.includes(ENCODED_HEAD) || YAML_HEAD.test(raw.slice(-8))
  );
}

/**
 * The lines that may be one secret with this one: a key in PEM, or what is left of it where its head is too far above; a key
 * in base64 over several lines; a block of YAML.
 */
export function blockFrom(text: string): Block | undefined {
  if (HEAD.test(text)) return END.test(text) ? undefined : (line) => (END.test(line) ? 'last' : 'more');
  if (text.includes(ENCODED_HEAD)) return (line) => (BASE64.test(line) ? 'more' : 'no');
  if (YAML_HEAD.test(text)) {
    const indent = text.search(/[^\s-]/);
    return (line) => (line.trim() === '' || line.search(/\S/) > indent ? 'more' : 'no');
  }
  if (LONG_BASE64.test(text)) return (line) => (END.test(line) ? 'last' : BASE64.test(line) ? 'more' : 'no');
  return undefined;
}
