/**
 * Writes docs/causes.md from the rules: `npx tsx scripts/causes.ts`. What it says of a cause is the comment above its rule.
 */
import { writeFileSync } from 'node:fs';

import { describeCauses } from './causes/describe-causes.ts';

writeFileSync(new URL('../docs/causes.md', import.meta.url), describeCauses());
