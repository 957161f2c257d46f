import { rules as preset } from '@secretlint/secretlint-rule-preset-recommend';
import { describe, expect, it } from 'vitest';
import { hintsOfMaintained, notForText } from './maintained.ts';
import { createRedactor } from './redactor.ts';

/** In the providers' formats, made up, and put together here so that no scanner takes this file for a leak. */
const characters = 'aB3dE5fG7hI9jK1lM3nO5pQ7rS9tU1vW3xY5zA2cC4eE6gG8iI0kK2mM4oO6qQ8s';
const some = (length: number): string => characters.repeat(3).slice(0, length);
const glue = (...parts: string[]): string => parts.join('');
const tokens: readonly (readonly [kind: string, token: string])[] = [
  ['Databricks token', glue('da', 'pi', '0123456789abcdef'.repeat(2))],
  ['Figma token', glue('figd', '_', some(40))],
  ['Grafana token', glue('glsa', '_', some(32), '_0a1b2c3d')],
  ['API key', glue('gsk', '_', some(52))],
  ['Hugging Face token', glue('hf', '_abcdefGHIJKLmnopqrSTUVWXyzabCDEFgh')],
  ['API key', glue('lin', '_api_', some(40))],
  ['Notion token', glue('ntn', '_12345678901', some(35))],
  ['Shopify token', glue('shpat', '_', '0a1b2c3d'.repeat(4))],
  ['Vault token', glue('hvb', '.', some(140))],
  ['Vercel token', glue('vcp', '_', some(24))],
];

describe('the rules that others maintain', () => {
  it('are all known here: a new one needs its hints', () => {
    const ids = preset.map(({ meta }) => meta.id.replace('@secretlint/secretlint-rule-', ''));
    expect(ids.toSorted()).toEqual([...Object.keys(hintsOfMaintained), ...notForText].toSorted());
  });

  it.each(tokens)('mask a %s', (kind, token) => {
    const redactor = createRedactor();
    const masked = redactor.redact(`10.0.0.5 using ${token}, then`);
    expect(masked).toMatch(/^10\.0\.0\.5 using ‹secret \w{4}›, then$/);
    expect(redactor.counts()).toEqual({ [kind]: 1 });
    expect(redactor.redact(JSON.stringify({ said: `a\n${token}` }))).not.toContain(token);
  });

  it('leave words alone that begin like a token', () => {
    const text = 'the dapifier, hf_Model, SG.region and task-1 with gsk_';
    expect(createRedactor().redact(text)).toBe(text);
  });
});
