import { testLogRule } from '../../../test/support/log-rule.ts';
import { inotifyLimit as rule } from './inotify-limit.ts';

// .NET's and Node's own words.
testLogRule(rule, {
  said: [
    'System.IO.IOException: The configured user limit (128) on the number of inotify instances has been reached, or the per-process limit on the number of open file descriptors has been reached.',
  ],
  title: /fs\.inotify\.max_user_instances is reached/,
  others: {
    'a disk that is full': ['write /data/x: no space left on device'],
    'too many open files': ['accept4: Too many open files'],
  },
});
