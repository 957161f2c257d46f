import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arbitraryReport } from '../../test/support/arbitrary-report.ts';
import { storyReport } from '../../test/support/story-report.ts';
import { renderJson } from './json.ts';

describe('the report as JSON', () => {
  it('is the contract and nothing else', () => {
    const withMore = { ...storyReport, internal: 'not part of the contract' };
    expect(JSON.parse(renderJson(withMore))).toEqual(storyReport);
  });

  it('loses nothing of what hosts print, and shows nothing of it to a terminal raw', () => {
    fc.assert(
      fc.property(arbitraryReport, (report) => {
        const text = renderJson(report);
        expect(JSON.parse(text)).toEqual(report);
        expect(text).not.toMatch(/(?!\n)\p{Cc}|\p{Bidi_Control}/u);
      }),
      { numRuns: 30 },
    );
  });

  it('refuses what is no report', () => {
    expect(() => renderJson({ ...storyReport, durationMs: Number.NaN })).toThrow(/durationMs/);
  });
});
