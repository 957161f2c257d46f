import { describe, expect, test } from 'vitest';

import { diagnoseSnapshot } from '../../src/flows/diagnose.ts';
import { endedContainers } from './ended.ts';
import { alarms, logsOf } from './logs-of.ts';
import { runningContainers } from './running.ts';

const signatures = [
  ...endedContainers.map((one) => ({ ...one, container: 'topapi' })),
  ...runningContainers.map((one) => ({ ...one, container: 'shop-web' })),
];

describe.each(signatures)('$cause: $what', ({ cause, container, snapshot }) => {
  test('is what /logs names first, as /diagnose does', async () => {
    const { causes, verdict } = await logsOf(snapshot, container);
    expect({ first: alarms(causes)[0], verdict }).toEqual({ first: cause, verdict: 'faulty' });
    expect(alarms(diagnoseSnapshot(snapshot, { container }).causes)[0]).toBe(cause);
  });
});
