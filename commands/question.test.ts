import { assert as hold, constantFrom, oneof, property, string } from 'fast-check';
import { expect, test } from 'vitest';
import type { Host } from '../src/hosts/host.ts';
import { tell } from '../src/text/tell.ts';
import { readQuestion } from './question.ts';

function host(name: string): Host {
  return { name, via: { kind: 'local' }, tags: [], needs: [], source: 'ferryman.yaml:2' };
}

const inventory = {
  hosts: [host('hz-shop'), host('web-1')],
  refused: [{ name: 'old', because: 'ProxyCommand is not followed', source: '~/.ssh/config:7' }],
};

test.each([
  ['hz-shop', undefined],
  ['hz-shop 30003', { port: 30003 }],
  ['hz-shop:30003', { port: 30003 }],
  ['hz-shop portainer', { container: 'portainer' }],
  ['hz-shop shop_db.1', { container: 'shop_db.1' }],
  ['hz-shop 192.168.0.20:1433', { to: '192.168.0.20:1433' }],
  ['hz-shop rds.example.com:1433', { to: 'rds.example.com:1433' }],
  ['hz-shop [2001:db8::1]:443', { to: '[2001:db8::1]:443' }],
  ['  hz-shop\u00A0 30003 ', { port: 30003 }],
])('%j is a question', (text, asked) => {
  expect(readQuestion(text, inventory)).toEqual({ kind: 'clear', host: host('hz-shop'), asked });
});

test.each([
  [
    '',
    'Which host?',
    'Type /diagnose <host> [port | container | address:port | to <need>], for example /diagnose hz-shop 80',
  ],
  ['hz-shop 0', '0 is no port.', 'Ports go from 1 to 65535: /diagnose hz-shop 80'],
  ['hz-shop 65536', '65536 is no port.', 'Ports go from 1 to 65535: /diagnose hz-shop 80'],
  ['hz-shop -5', '-5 is no port.', 'Ports go from 1 to 65535: /diagnose hz-shop 80'],
  ['hz-shop 10.0.0.1:99999', '99999 is no port.', 'Ports go from 1 to 65535: /diagnose hz-shop 10.0.0.1:80'],
  ['hz-shop 80 81', 'That is more than a host and one target: 81.', expect.anything()],
  ['hz-shop:80 81', 'hz-shop:80 names a port already.', expect.anything()],
  ['hz-shpo', 'hz-shpo is not in the inventory.', 'Did you mean /diagnose hz-shop?'],
  ['unrelated-name', 'unrelated-name is not in the inventory.', 'The inventory has hz-shop, web-1.'],
  [
    'old',
    'old (~/.ssh/config:7) cannot be used: ProxyCommand is not followed.',
    expect.stringContaining('ferryman.yaml'),
  ],
  ['203.0.113.7;reboot', expect.stringContaining('is not a host name'), expect.anything()],
])('%j is answered with a sentence', (text, sentence, next) => {
  const question = readQuestion(text, inventory);
  if (question.kind !== 'unclear') throw new Error('taken for a question');
  expect({ sentence: tell(question.sentence, 'en'), next: tell(question.next, 'en') }).toEqual({
    sentence,
    next,
  });
});

test('whatever is typed, only a host of the inventory comes out, and a port is one', () => {
  const word = oneof(string(), constantFrom('hz-shop', 'web-1', 'hz-shop:80', '80', '-1', '10.0.0.1:1433'));
  hold(
    property(word, word, (first, second) => {
      const question = readQuestion(`${first} ${second}`, inventory);
      if (question.kind === 'unclear') return;
      expect(inventory.hosts).toContainEqual(question.host);
      const port = question.asked?.port ?? 1;
      expect(port >= 1 && port <= 65_535).toBe(true);
    }),
  );
});
