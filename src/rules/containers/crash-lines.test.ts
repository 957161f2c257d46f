import { expect, test } from 'vitest';

import { tell } from '../../text/tell.ts';
import { findCrash } from './crash-lines.ts';

const find = (log: string) => findCrash(log.split('\n').map((text) => ({ text })));

test.each([
  [
    'Python: the exception comes last',
    'INFO up\nTraceback (most recent call last):\n  File "/app/main.py", line 5, in <module>\n    main()\nZeroDivisionError: division by zero\nbye',
    'ZeroDivisionError: division by zero',
    4,
  ],
  [
    'Java: with its causes',
    'up\nException in thread "main" java.lang.IllegalStateException: no\n\tat com.shop.Main.main(Main.java:12)\nCaused by: java.lang.NullPointerException: market\n\tat com.shop.Markets.of(Markets.java:7)\n\t... 1 more\nbye',
    'Exception in thread "main" java.lang.IllegalStateException: no',
    5,
  ],
  [
    'Node: below the line of source',
    "/app/server.js:9\n    throw new TypeError('no')\n    ^\nTypeError: no\n    at Object.<anonymous> (/app/server.js:9:11)\nNode.js v18.12.1",
    'TypeError: no',
    2,
  ],
  [
    'Go: with its goroutine',
    '2018/11/22 up\npanic: runtime error: index out of range [3] with length 3\n\ngoroutine 1 [running]:\nmain.main()\n\t/app/main.go:27 +0x1d\nexit status 2',
    'panic: runtime error: index out of range [3] with length 3',
    5,
  ],
  [
    '.NET: with what lies within',
    'info: up\nUnhandled exception. System.AggregateException: One or more errors occurred.\n ---> System.IO.IOException: no disk\n   at TopApi.Program.Main()\n   --- End of inner exception stack trace ---',
    'Unhandled exception. System.AggregateException: One or more errors occurred.',
    4,
  ],
  [
    'PHP: with its numbered frames',
    'PHP Fatal error:  Uncaught PDOException: could not find driver in /app/db.php:3\n#0 /app/db.php(3): PDO->__construct()\n#1 {main}\n  thrown in /app/db.php on line 3',
    'PHP Fatal error:  Uncaught PDOException: could not find driver in /app/db.php:3',
    3,
  ],
])('%s', (_what, log, head, lines) => {
  const crash = find(log);
  expect(crash).toMatchObject({ kind: 'stack', head: { text: head } });
  expect(crash?.lines).toHaveLength(lines);
});

test('the middle of a long trace is left out, its causes are not', () => {
  const frames = Array.from({ length: 30 }, (_, index) => `\tat com.shop.F.f${index}(F.java:1)`);
  const log = [
    'java.lang.IllegalStateException: no',
    ...frames,
    'Caused by: java.io.IOException: disk',
    ...frames,
  ];
  const texts = findCrash(log.map((text) => ({ text })))?.lines.map(({ text }) => tell(text, 'en'));
  expect(texts).toHaveLength(12);
  expect(texts).toContain('Caused by: java.io.IOException: disk');
  expect(texts?.join('\n')).toContain('… 51 more lines …');
});

test('a line that calls itself an error is a message; ordinary lines are nothing', () => {
  expect(find('up\nnginx: [emerg] unknown directive "prot" in /etc/nginx/nginx.conf:3')).toMatchObject({
    kind: 'message',
    head: { text: expect.stringContaining('[emerg]') },
  });
  expect(find('starting shop 4.2\nlistening on 8080')).toBeUndefined();
});
