import type { LabCase } from '../../case.ts';

import { story, storyRouteDeleted } from './story.ts';
import { waysIn } from './ways-in.ts';

export const storyLab: readonly LabCase[] = [story, storyRouteDeleted, ...waysIn];
