/** Why there was no answer, without the address, which may hold a token. */
export function reasonOf(error: unknown, timeoutMs: number): string {
  if (!(error instanceof Error)) return 'unknown';
  if (error.name === 'TimeoutError') return `no answer within ${timeoutMs / 1000} s`;
  const { cause } = error;
  const inner = cause instanceof Error ? cause : error;
  // `connect ECONNREFUSED 127.0.0.1:8443`; where several addresses were tried only the code is left.
  return inner.message === '' && 'code' in inner ? String(inner.code) : inner.message;
}
