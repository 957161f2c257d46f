import { say, sentences } from '../../text/say.ts';
import { defineStartFailure } from './start-failure.ts';

/**
 * Seen: Docker does not start after a registry mirror or an insecure registry was added.
 * Why: a mirror has to be a URL (`https://mirror.example.com`, without a path), an insecure registry has to be a host with a
 * port and no URL. Docker checks that when it starts.
 * Not seen: a mirror that is well written and does not answer: that shows in pulls.
 */
export const registryOptionsInvalid = defineStartFailure({
  id: 'registry-options-invalid',
  title: say`A registry in Docker's configuration is not written as Docker wants it`,
  says: [
    /(invalid mirror): (.*)"([^"]+)"$/,
    /(insecure registry) (\S+) is not valid: (.*)/,
    /(invalid (?:index|registry)\S*): (.+)/i,
    /(invalid mirror): (.+)/,
  ],
  tell: ({ words, groups: [kind = '', reason = '', value = ''], daemonSetup }) => {
    const mirror = kind === 'invalid mirror';
    const entry = mirror ? value : reason;
    const name = mirror ? 'registry-mirrors' : 'insecure-registries';
    const flag = daemonSetup?.flags.find((one) => one.name === name);
    return wordsFor(
      entry,
      mirror,
      flag?.writtenIn ?? daemonSetup?.filePath ?? '/etc/docker/daemon.json',
      words,
    );
  },
  foresee: ({ daemonSetup }) => {
    const mirrors = daemonSetup?.file?.['registry-mirrors'];
    const wrong = (Array.isArray(mirrors) ? mirrors : []).find(
      (one: unknown): one is string => typeof one === 'string' && !/^https?:\/\/[^/?#\s]+\/?$/.test(one),
    );
    if (wrong === undefined || daemonSetup === undefined) return undefined;
    return wordsFor(wrong, true, daemonSetup.filePath);
  },
});

function wordsFor(entry: string, mirror: boolean, place: string, words?: string) {
  return {
    title: mirror
      ? say`the registry mirror "${entry}" is not written as Docker wants it`
      : say`the insecure registry "${entry}" is not written as Docker wants it`,
    subject: { kind: 'setting', name: mirror ? 'registry-mirrors' : 'insecure-registries' },
    explanation: sentences(
      mirror
        ? say`A mirror is a URL with https:// (or http://) before the name and no path behind it.`
        : say`An insecure registry is a name with a port, without http:// and without a path.`,
      words !== undefined && say`Docker said: ${words}.`,
    ),
    evidence: [{ source: `cat ${place}`, lines: [`"${entry}"`] }],
    falsifier: say`${place} does not hold "${entry}" any more`,
    fix: {
      summary: say`Correct it in ${place}.`,
      commands: [
        `cp -a ${place} ${place}.bak`,
        mirror
          ? `# "registry-mirrors": ["https://${entry.replace(/^\w+:\/\//, '').split('/')[0]}"]`
          : '# "insecure-registries": ["registry.example.com:5000"]',
      ],
    },
  };
}
