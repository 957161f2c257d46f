/**
 * `node --require` this: OpenSSH takes packets of 256 KB, as long as the script of a diagnosis is; ssh2's server takes 35,000 bytes and
 * has no setting for it.
 */
const Module = require('node:module');

/* oxlint-disable no-underscore-dangle -- Node's own name */
const compile = Module.prototype._compile;
Module.prototype._compile = function compileWithLongPackets(content, filename, ...rest) {
  const isCrypto = filename.endsWith('/ssh2/lib/protocol/crypto.js');
  const source = isCrypto ? content.replace('MAX_PACKET_SIZE = 35000', 'MAX_PACKET_SIZE = 262144') : content;
  return compile.call(this, source, filename, ...rest);
};
