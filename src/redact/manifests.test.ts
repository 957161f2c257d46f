import { describe, expect, it } from 'vitest';
import { createRedactor } from './redactor.ts';

/** Base64 of made-up values. */
const user = 'c2hvcC1hZG1pbg==';
const other = 'aFY3cVB6MldtOQ==';

const mask = (text: string): string =>
  createRedactor()
    .redact(text)
    .replaceAll(/‹secret \w+›/g, '‹›');

describe('a Secret of Kubernetes', () => {
  it('loses every value, whatever its name', () => {
    const text = `apiVersion: v1\nkind: Secret\nmetadata:\n  name: shop\ndata:\n  extra: ${user}\n  host: "${other}"\ntype: Opaque\n`;
    expect(mask(text)).toBe(text.replace(user, '‹›').replace(other, '‹›'));
  });

  it('loses them where its kind is said only below', () => {
    const text = `apiVersion: v1\ndata:\n  extra: '${user}'\nkind: Secret\nmetadata:\n  name: shop\n`;
    expect(mask(text)).toBe(text.replace(user, '‹›'));
  });

  it('loses them in a list of several', () => {
    const one = `- apiVersion: v1\n  data:\n    extra: ${user}\n  kind: Secret\n`;
    const map = '- apiVersion: v1\n  data:\n    extra: plain\n  kind: ConfigMap\n';
    expect(mask(`items:\n${map}${one}${map}`)).toBe(`items:\n${map}${one.replace(user, '‹›')}${map}`);
  });

  it('loses values over several lines, and keeps the lines', () => {
    const text = `kind: Secret\nstringData:\n  conf: |\n    url 10.0.0.7\n    # of the shop\n    ${user}\n  empty: ""\n  # a note\n  other: ${other}\nmetadata:\n  name: shop\n`;
    expect(mask(text)).toBe(
      'kind: Secret\nstringData:\n  conf: |\n    ‹›\n    ‹›\n    ‹›\n  empty: ""\n  # a note\n  other: ‹›\nmetadata:\n  name: shop\n',
    );
  });

  it('loses them in one line, and keeps what was not filled in', () => {
    expect(mask(`kind: Secret\ndata: {extra: ${user}, more: ${other}}\n`)).toBe('kind: Secret\ndata: {‹›}\n');
    const template = 'kind: Secret\ndata:\n  extra: {{ .Values.extra }}\n';
    expect(mask(template)).toBe(template);
  });

  it('loses them in JSON, its kind before or after them, and the JSON still parses', () => {
    const after = { apiVersion: 'v1', data: { extra: user, deep: [other] }, kind: 'Secret' };
    const before = { kind: 'Secret', stringData: { extra: user } };
    const config = { kind: 'ConfigMap', data: { extra: user } };
    for (const indent of [0, 2]) {
      const masked: unknown = JSON.parse(
        mask(JSON.stringify({ items: [after, before, config] }, null, indent)),
      );
      expect(masked).toEqual({
        items: [
          { apiVersion: 'v1', data: { extra: '‹›', deep: ['‹›'] }, kind: 'Secret' },
          { kind: 'Secret', stringData: { extra: '‹›' } },
          config,
        ],
      });
    }
  });

  it('loses them in JSON that stands within other text, a member in each line', () => {
    const json = JSON.stringify({ data: { extra: user, host: other }, kind: 'Secret' }, null, 4);
    const text = `applying\n${json}\ndone at 10.0.0.7`;
    expect(mask(text)).toBe(text.replace(user, '‹›').replace(other, '‹›'));
  });

  it('is not what a ConfigMap, another document or an ordinary log is', () => {
    for (const text of [
      `apiVersion: v1\nkind: ConfigMap\ndata:\n  extra: ${user}\n`,
      `kind: Secret\n---\nkind: ConfigMap\ndata:\n  extra: ${user}\n`,
      `kind: Secret\nmetadata:\n  data:\n    extra: plain\n`,
      `data:\n  address: 10.0.0.7\n  kind: Secret\n`,
      `data: {"id": 7}\nkind: Order\n`,
    ])
      expect(mask(text)).toBe(text);
  });
});
