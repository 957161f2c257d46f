import { say } from '../../text/say.ts';
import { defineLogRule } from '../log-signature.ts';

/**
 * Seen: a container ends at once, with exit code 132 or a sentence about the processor, on the new machine only.
 * Why: the program was built for instructions (AVX, x86-64-v2) that the processors of the new instance family, or its hypervisor, do not
 * offer.
 * Not seen: a crash by SIGILL without such a sentence may have other reasons, and is told as a crash by a signal.
 */
export const cpuFeatureDowngrade = defineLogRule({
  id: 'cpu-feature-downgrade',
  title: say`A program needs instructions that this processor does not have`,
  sentence:
    /CPU does not support x86-64-v\d|requires a CPU with (AVX\w*) support|(?:This program|This version of \S+|application) (?:can only be run|requires) .*?processors? (?:with|supporting) .*?(AVX\w*|SSE4\S*)|The TensorFlow library was compiled to use (AVX\w*|SSE\S*|FMA) instructions, but these aren't available|your current system does not appear to have (?:that|AVX)/i,
  means: ({ container: { name, inspect }, match: [text] }) => ({
    title: say`${name} needs instructions that the processor of this host does not have`,
    explanation: say`The program in ${name} (${inspect.image}) was built for a newer processor, or for one whose features the hypervisor hands on: "${text}". Instance families of clouds differ in that, so the same image runs on one machine and ends at once on another.`,
    falsifier: say`wrong if \`grep -o -w -E 'avx|avx2|sse4_2|popcnt' /proc/cpuinfo | sort -u\` lists what it asks for`,
    fix: {
      summary: say`Move to an instance family with that feature, or use an image that is built for older processors.`,
      commands: [
        "lscpu | grep -E 'Model name|Flags'",
        say`# an older major version of the image, or a build for x86-64-v1`,
      ],
      risk: say`A database must not simply be started with an older version: its files may be of the newer one already.`,
    },
  }),
});
