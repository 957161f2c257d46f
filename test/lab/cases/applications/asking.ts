import type { LabHost } from '../../lab.ts';

import { image, start, type RunOptions } from '../../containers.ts';

export const ERROR_40 =
  'System.Data.SqlClient.SqlException (0x80131904): A network-related or instance-specific error occurred while establishing a connection to SQL Server. The server was not found or was not accessible. (provider: TCP Provider, error: 40 - Could not open a connection to SQL Server)';

interface Asking extends Pick<RunOptions, 'name' | 'network' | 'publish'> {
  readonly host: string;
  readonly port: number;
  readonly env?: readonly string[];
  /** `serves on`: it tries again every second and serves all the while; `ends`: it ends with an error. */
  readonly manner: 'serves on' | 'ends';
  readonly restart?: string;
  readonly says?: string;
}

/** An application that really tries to reach its database, and says what such a client would where it fails. */
export async function askingApp(host: LabHost, app: Asking): Promise<void> {
  const attempt = `nc -w 1 ${app.host} ${app.port} </dev/null >/dev/null 2>&1`;
  const complaint = `echo '${app.says ?? ERROR_40}' >&2`;
  const script =
    app.manner === 'serves on'
      ? `httpd -p 5000 -h /www; while true; do ${attempt} || ${complaint}; sleep 1; done`
      : `sleep 0.2; ${attempt} || { ${complaint}; sleep 0.3; exit 1; }; exec httpd -f -p 5000 -h /www`;
  const tag = await image(host, 'shop/asking:3', {
    lines: [`CMD ${JSON.stringify(['sh', '-c', script])}`],
  });
  const { name, publish, network, env = [], restart = 'no' } = app;
  await start(host, {
    name,
    image: tag,
    ...(publish && { publish }),
    ...(network !== undefined && { network }),
    extra: ['--restart', restart, ...env.flatMap((assignment) => ['-e', assignment])],
  });
}

export function connectionString(server: string): string {
  return `ConnectionStrings__Default=Server=${server};Database=shop;User Id=shop;Password=Ohng4eeth8`;
}
