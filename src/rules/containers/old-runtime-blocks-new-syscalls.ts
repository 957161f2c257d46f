import { say, sentences } from '../../text/say.ts';
import { failedByItself, lastLine } from './log-cause.ts';
import { defineRule, type Finding } from '../rule.ts';
import { describeEnd, failure, troubledContainers } from './trouble.ts';

/** What programs of newer images say where the kernel's filter answers EPERM to a system call that it does not know. */
const WORDING =
  /Failed to create CoreCLR, HRESULT: 0x80070008|getaddrinfo\(\) thread failed to start|pthread_create failed: Operation not permitted|OS can't spawn worker thread: Operation not permitted|can't start new thread|Failed to start thread "[^"]*" - pthread_create failed \(EPERM\)|failed to start thread.*EPERM/;

/** Knows clone3 and answers ENOSYS to what it does not know. */
const FIRST_GOOD = [20, 10, 10] as const;

/**
 * Seen: a new image ends at once, with words about threads or CoreCLR, on a host with an old Docker; elsewhere it runs.
 * Why: Docker before 20.10.10 (or libseccomp before 2.4.4, as on CentOS 7) forbids system calls that it does not know instead of
 * saying that they do not exist; newer C libraries take that for an error.
 * Not seen: libseccomp's version. A limit of processes gives the same words, so one stands against it.
 * Source: moby#42680, #42681; dotnet/sdk#37661.
 */
export const oldRuntimeBlocksNewSyscalls = defineRule({
  id: 'old-runtime-blocks-new-syscalls',
  title: say`An old Docker forbids system calls that a newer image needs`,
  needs: ['containers', 'logs', 'question'],
  wants: ['dockerInfo'],
  evaluate: (views) =>
    troubledContainers(views).flatMap((trouble): Finding[] => {
      const found = failedByItself(trouble) ? lastLine(trouble.lines, WORDING, { after: 1 }) : undefined;
      const { pidsLimit } = trouble.container.inspect.hostConfig;
      if (found === undefined || (pidsLimit ?? 0) > 0) return [];
      const { container } = trouble;
      const { image } = container.inspect;
      const version = views.dockerInfo?.serverVersion;
      const old = version !== undefined && isOlder(version);
      if (version !== undefined && !old && !/0x80070008|Operation not permitted|EPERM/.test(found.line.text))
        return [];
      return [
        failure(trouble, {
          severity: 'critical',
          certainty: old ? 'proven' : 'likely',
          title: say`${container.name} ends at once: this host's Docker forbids what its newer image needs`,
          explanation: sentences(
            version === undefined
              ? say`The programs in image ${image} use system calls (clone3 and others) that are newer than the filter which Docker here puts around containers.`
              : say`The programs in image ${image} use system calls (clone3 and others) that are newer than the filter which Docker ${version} puts around containers.`,
            say`That filter answers "not permitted" where it should say "unknown call", and the C library gives up instead of taking the older call${describeEnd(trouble)}. The same image runs on a newer Docker.`,
          ),
          quoted: found.quoted,
          evidence:
            version === undefined
              ? []
              : [{ source: "docker version -f '{{.Server.Version}}'", lines: [version] }],
          falsifier: say`wrong if \`docker run --rm --security-opt seccomp=unconfined ${image}\` fails the same way`,
          fix: {
            summary: say`Upgrade Docker to 20.10.10 or later, with containerd.io and libseccomp 2.4.4 or later.`,
            commands: [
              "docker version -f '{{.Server.Version}}'",
              'rpm -q libseccomp containerd.io || dpkg -l libseccomp2 containerd.io',
            ],
            risk: say`The upgrade restarts Docker and with it every container. seccomp=unconfined works at once and takes a protection away: for a test only.`,
          },
        }),
      ];
    }),
});

function isOlder(version: string): boolean {
  const parts = version.split(/[.+~-]/).map(Number);
  for (const [index, good] of FIRST_GOOD.entries()) {
    const part = parts[index] ?? 0;
    if (part !== good) return part < good;
  }
  return false;
}
