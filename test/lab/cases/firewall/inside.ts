import type { LabHost } from '../../lab.ts';

async function connectsFrom(host: LabHost, name: string, address: string, port: number): Promise<boolean> {
  const pid = (await host.must(['docker', 'inspect', '-f', '{{.State.Pid}}', name])).trim();
  const { code } = await host.run(['nsenter', '-t', pid, '-n', 'nc', '-z', '-w', '2', address, String(port)]);
  return code === 0;
}

/** Whether a container gets a TCP connection; throws where that is not as arranged. */
export async function expectInside(
  host: LabHost,
  name: string,
  { address, port }: { address: string; port: number },
  wanted: 'connects' | 'fails',
): Promise<void> {
  if ((await connectsFrom(host, name, address, port)) !== (wanted === 'connects'))
    throw new Error(`the lab is not as arranged: ${address}:${port} inside ${name} does not say ${wanted}`);
}
