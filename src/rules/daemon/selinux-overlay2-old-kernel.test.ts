import { withText } from '../../../test/support/one-rule.ts';
import { describeStartFailure } from '../../../test/support/failed-start.ts';
import { selinuxOverlay2OldKernel as rule } from './selinux-overlay2-old-kernel.ts';

describeStartFailure(rule, [
  {
    what: 'redhat-nfvpe/kube-ansible#198',
    says: [
      'Error starting daemon: SELinux is not supported with the overlay2 graph driver on this kernel. Either boot into a newer kernel or disable selinux in docker (--selinux-enabled=false)',
    ],
    tells: '3.10.0-1160.el7.x86_64',
    host: (host) =>
      withText(
        withText(host, 'kernel', 'Linux hz-shop 3.10.0-514.el7.x86_64 x86_64\n'),
        'docker-data',
        'kernel 3.10.0-514.el7.x86_64\nkernel 3.10.0-1160.el7.x86_64\nmodules yes\n',
      ),
  },
]);
