import { expect, it } from 'vitest';
import { english, readerOf } from '../text/reader.ts';
import { nameSecret } from './secret-kinds.ts';

const chinese = readerOf('zh-CN');

it.each([
  ['password', '密码'],
  ['authorization header', 'Authorization 请求头'],
  ['GitHub token', 'GitHub 令牌'],
  ['Alibaba Cloud key', 'Alibaba Cloud 密钥'],
  // Of a team's own pattern.
  ['ticket', 'ticket'],
])('%s is %s to a Chinese reader, and itself to others', (kind, name) => {
  expect(nameSecret(kind, chinese)).toBe(name);
  expect(nameSecret(kind, english)).toBe(kind);
});
