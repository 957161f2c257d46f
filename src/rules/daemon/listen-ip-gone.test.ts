import { describeStartFailure } from '../../../test/support/failed-start.ts';
import { listenIpGone as rule } from './listen-ip-gone.ts';

describeStartFailure(rule, [
  {
    what: 'an address of the old place',
    says: ['failed to load listeners: listen tcp 172.29.4.7:2375: bind: cannot assign requested address'],
    tells: '172.29.4.7:2375',
  },
]);
