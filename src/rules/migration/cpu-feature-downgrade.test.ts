import { testLogRule } from '../../../test/support/log-rule.ts';
import { cpuFeatureDowngrade as rule } from './cpu-feature-downgrade.ts';

// docker-library/mongo, docker-entrypoint.sh.
testLogRule(rule, {
  said: [
    'WARNING: MongoDB 5.0+ requires a CPU with AVX support, and your current system does not appear to have that!',
  ],
  title: 'shop-web needs instructions that the processor of this host does not have',
  others: { 'a crash of another kind': ['Segmentation fault (core dumped)'] },
});
