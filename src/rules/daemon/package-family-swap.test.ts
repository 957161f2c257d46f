import { withFlags } from '../../../test/support/failed-start.ts';
import { describeStartFailure } from '../../../test/support/failed-start.ts';
import { packageFamilySwap as rule } from './package-family-swap.ts';

describeStartFailure(rule, [
  {
    what: "a flag of Red Hat's own Docker",
    says: ['unknown flag: --signature-verification'],
    tells: '/etc/default/docker',
    host: (host) => withFlags(host, '--signature-verification=false'),
  },
]);
