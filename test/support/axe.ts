import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { z } from 'zod';

const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** What axe-core finds against WCAG 2.2 AA on a page as it is now, one line each: the rule and where. */
export async function accessibilityProblems(page: Page): Promise<readonly string[]> {
  // As the browser's own tool does it: the page's policy lets no script of others in.
  await page.evaluate(`${axe.source};0`);
  const found = await page.evaluate(
    `axe.run(document, { runOnly: { type: 'tag', values: ${JSON.stringify(standards)} } })`,
  );
  return Results.parse(found).violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target }) => `${id}: ${target.join(' ')}`),
  );
}

const Results = z.object({
  violations: z.array(
    z.object({ id: z.string(), nodes: z.array(z.object({ target: z.array(z.string()) })) }),
  ),
});
