import { afterEach, expect, test, vi } from 'vitest';
import { act, suggest } from './server.ts';

afterEach(() => vi.unstubAllGlobals());

test('where the workspace has ended, a press hears so and is over', async () => {
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')));
  expect(await act('click', { actionId: 'diagnose_again' })).toContain('The workspace does not answer');
  expect(await suggest({ typed: 'web' })).toEqual([]);
});
