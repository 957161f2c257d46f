import { assert, dictionary, integer, jsonValue, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { english } from '../text/reader.ts';
import { readConfig, withKey } from './config-edit.ts';

const set = (text: string | undefined) =>
  withKey(text === undefined ? undefined : Buffer.from(text), 'bip', '172.31.255.1/24').toString();

describe('a key is set', () => {
  it.each([
    ['in place of its old value', '{"bip": "192.168.0.1/24"}', '{"bip": "172.31.255.1/24"}'],
    [
      'after the last one, as that one is written',
      '{\n\t"debug": true,\n\t"bip": "x",\n\t"labels": ["a"]\n}\n',
      '{\n\t"debug": true,\n\t"bip": "172.31.255.1/24",\n\t"labels": ["a"]\n}\n',
    ],
    [
      'on a line of its own',
      '{\n  "log-opts": {\n    "max-size": "10m"\n  }\n}\n',
      '{\n  "log-opts": {\n    "max-size": "10m"\n  },\n  "bip": "172.31.255.1/24"\n}\n',
    ],
    ['on the one line that there is', '{"debug":true}', '{"debug":true,"bip":"172.31.255.1/24"}'],
    ['with the blanks of that line', '{ "a": 1, "b": 2 }', '{ "a": 1, "b": 2, "bip": "172.31.255.1/24" }'],
    [
      'with the line ends of Windows',
      '{\r\n    "a": {"b":1},\r\n    "c": [1,\r\n 2]\r\n}\r\n',
      '{\r\n    "a": {"b":1},\r\n    "c": [1,\r\n 2],\r\n    "bip": "172.31.255.1/24"\r\n}\r\n',
    ],
    ['behind a byte order mark', '\uFEFF{"a": 1}', '\uFEFF{"a": 1, "bip": "172.31.255.1/24"}'],
    ['in an empty object', '{}\n', '{\n  "bip": "172.31.255.1/24"\n}\n'],
    ['in an empty file', ' \n', '{\n  "bip": "172.31.255.1/24"\n}\n'],
    ['where there is no file', undefined, '{\n  "bip": "172.31.255.1/24"\n}\n'],
  ])('%s', (_, before, after) => {
    const found = set(before);
    expect(found.replaceAll(/("bip":) ?/g, '$1')).toBe(after.replaceAll(/("bip":) ?/g, '$1'));
  });

  it('and nothing else changes, in any object however it is written', () => {
    const objects = dictionary(string(), jsonValue()).filter((one) => !Object.hasOwn(one, '__proto__'));
    assert(
      property(objects, integer({ min: 0, max: 4 }), (value, indent) => {
        const text = JSON.stringify(value, undefined, indent);
        const edited = set(text);
        expect(JSON.parse(edited)).toEqual(Object.assign(JSON.parse(text), { bip: '172.31.255.1/24' }));
        expect(set(edited)).toBe(edited);
        expect(withKey(Buffer.from(edited), 'bip', '10.0.0.1/24').toString()).toBe(
          edited.replace('172.31.255.1/24', '10.0.0.1/24'),
        );
      }),
    );
  });
});

const because = (bytes: string | Buffer) => {
  const content = readConfig(Buffer.from(bytes));
  return content.kind === 'invalid' ? english.tell(content.because) : content.kind;
};

describe('a file that Docker would not start with is told by its mistake:', () => {
  it.each([
    [
      'a comma too many',
      '{"a":1,}',
      "invalid character '}' looking for beginning of object key string at line 1, column 8",
    ],
    [
      'a key twice',
      '{"bip":"1","bip":"2"}',
      'it has the key "bip" twice, and which of them counts is unsure',
    ],
    ['a comment', '{\n  // old\n  "a": 1\n}', expect.stringContaining('(JSON has no comments: line 2)')],
    ['a list', '[1]', 'the whole file has to be one object, { … }'],
    ['cut off', '{"a":', 'unexpected EOF at line 1, column 6'],
  ])('%s', (_, text, sentence) => {
    expect(because(text)).toEqual(sentence);
  });

  it('and bytes that are no UTF-8 text', () => {
    expect(because(Buffer.from('\uFEFF{"a":1}', 'utf16le'))).toBe('it is no UTF-8 text');
    expect(because(Buffer.from([0x7b, 0xff, 0x7d]))).toBe('it is no UTF-8 text');
  });

  it('a file of white space is empty, not invalid', () => {
    expect(because(' \r\n\t')).toBe('empty');
  });
});
