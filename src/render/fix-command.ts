/** A host, the words behind it, and no full stop or comma of the sentence. */
const ASKED =
  /(?<![\w.-])\/fix-bridge (\w(?:[\w.-]*\w)?)((?: (?:(?:network|subnet|avoid)=[\w.,/-]*\w|bip\b|bridge\b|\d+\b))*)/g;

/**
 * In a report and in a plan a fix is asked for as in Slack, `/fix-bridge hz-shop network=vhnet`; at a prompt the same is typed in another
 * way. For texts of Ferryman's own: what a host printed is shown as it is.
 */
export function asTyped(text: string): string {
  return text.replaceAll(ASKED, (_, host: string, words: string) => {
    const options = words.split(' ').filter((word) => word !== '');
    return ['ferryman fix-bridge', host, ...options.flatMap(option), '--plan'].join(' ');
  });
}

function option(word: string): string[] {
  const [name = '', value] = word.split('=');
  if (value === undefined) return /^\d+$/.test(word) ? [word] : ['--method', word];
  return value.split(',').flatMap((one) => [`--${name}`, one]);
}
