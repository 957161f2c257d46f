import { z } from 'zod';
import { endpointsOf } from './endpoints.ts';
import {
  count,
  flag,
  labels,
  nullableArray,
  nullableRecord,
  optionalText,
  parsePort,
  text,
  texts,
} from './docker-api.ts';
import type {
  BoundPort,
  ContainerConfig,
  ContainerHostConfig,
  ContainerInspect,
  ContainerNetwork,
  ContainerState,
  PortBinding,
} from './docker-inspect.ts';
import { withoutUndefined } from './parsed.ts';

/** Docker's way to say never. */
const moment = optionalText.transform((given) =>
  given?.startsWith('0001-01-01') === true ? undefined : given,
);

const State = z
  .object({
    Status: text,
    Running: flag,
    Paused: flag,
    Restarting: flag,
    OOMKilled: flag,
    Dead: flag,
    Pid: count,
    ExitCode: count,
    Error: text,
    StartedAt: moment,
    FinishedAt: moment,
    Health: z
      .object({
        Status: text,
        FailingStreak: count,
        Log: nullableArray(z.object({ ExitCode: count, Output: text })),
      })
      .nullish(),
  })
  .transform((state): ContainerState => {
    const lastProbe = state.Health?.Log.at(-1);
    return withoutUndefined({
      status: state.Status,
      running: state.Running,
      paused: state.Paused,
      restarting: state.Restarting,
      oomKilled: state.OOMKilled,
      dead: state.Dead,
      pid: state.Pid,
      exitCode: state.ExitCode,
      error: state.Error,
      startedAt: state.StartedAt,
      finishedAt: state.FinishedAt,
      health:
        state.Health === undefined || state.Health === null
          ? undefined
          : withoutUndefined({
              status: state.Health.Status,
              failingStreak: state.Health.FailingStreak,
              lastExitCode: lastProbe?.ExitCode,
              lastOutput: lastProbe?.Output,
            }),
    });
  });

/** Where an application listens, which runtime it has: never a secret, unlike what most other variables may hold. */
const TELLING_VARIABLES: ReadonlySet<string> = new Set(
  (
    'ASPNETCORE_URLS ASPNETCORE_HTTP_PORTS ASPNETCORE_HTTPS_PORTS ASPNETCORE_ENVIRONMENT ' +
    'ASPNETCORE_VERSION ASPNET_VERSION DOTNET_VERSION DOTNET_URLS DOTNET_RUNNING_IN_CONTAINER ' +
    'DOTNET_SYSTEM_GLOBALIZATION_INVARIANT URLS HTTP_PORTS PORT HOST SERVER_PORT LISTEN_PORT ' +
    'NODE_ENV NODE_VERSION JAVA_VERSION PYTHON_VERSION GOLANG_VERSION NGINX_VERSION PATH TZ'
  ).split(' '),
);

const Config = z
  .object({
    Hostname: optionalText,
    MacAddress: optionalText,
    User: text,
    ExposedPorts: nullableRecord(z.unknown()),
    Tty: flag,
    OpenStdin: flag,
    Env: texts,
    Cmd: texts,
    Image: text,
    WorkingDir: text,
    Entrypoint: texts,
    Labels: labels,
    StopSignal: optionalText,
    Healthcheck: z.object({ Test: texts }).nullish(),
  })
  .transform((config): ContainerConfig & { image: string } => {
    const variables = config.Env.map((assignment): [string, string] => {
      const equals = assignment.indexOf('=');
      return equals < 0 ? [assignment, ''] : [assignment.slice(0, equals), assignment.slice(equals + 1)];
    });
    return withoutUndefined({
      image: config.Image,
      envNames: variables.map(([name]) => name),
      env: Object.fromEntries(variables.filter(([name]) => TELLING_VARIABLES.has(name))),
      endpoints: endpointsOf(variables),
      cmd: config.Cmd,
      entrypoint: config.Entrypoint,
      exposedPorts: Object.keys(config.ExposedPorts).map((port) => parsePort(port)),
      labels: config.Labels,
      user: config.User,
      workingDir: config.WorkingDir,
      hostname: config.Hostname,
      macAddress: config.MacAddress,
      tty: config.Tty,
      openStdin: config.OpenStdin,
      stopSignal: config.StopSignal,
      healthcheck: config.Healthcheck?.Test,
    });
  });

const Bindings = nullableRecord(nullableArray(z.object({ HostIp: text, HostPort: text })));

const HostConfig = z
  .object({
    NetworkMode: text,
    PortBindings: Bindings,
    RestartPolicy: z.object({ Name: text, MaximumRetryCount: count }).nullish(),
    Memory: count,
    MemorySwap: count,
    PidsLimit: z.number().nullish(),
    AutoRemove: flag,
    ReadonlyRootfs: flag,
    Privileged: flag,
    PublishAllPorts: flag,
    Links: texts,
    ExtraHosts: texts,
    Dns: texts,
    LogConfig: z.object({ Type: text, Config: labels }).nullish(),
    PidMode: optionalText,
    Mounts: nullableArray(
      z.object({ Type: text, Source: text, BindOptions: z.object({ CreateMountpoint: flag }).nullish() }),
    ),
  })
  .transform((config): ContainerHostConfig =>
    withoutUndefined({
      networkMode: config.NetworkMode,
      portBindings: Object.entries(config.PortBindings).flatMap(([port, bindings]) =>
        bindings.map((binding) => portBinding(port, binding.HostIp, binding.HostPort)),
      ),
      restartPolicy: {
        // an empty name is how old daemons say `no`
        name: config.RestartPolicy?.Name || 'no',
        maximumRetryCount: config.RestartPolicy?.MaximumRetryCount ?? 0,
      },
      memory: config.Memory,
      memorySwap: config.MemorySwap,
      pidsLimit: config.PidsLimit ?? undefined,
      autoRemove: config.AutoRemove,
      readonlyRootfs: config.ReadonlyRootfs,
      privileged: config.Privileged,
      publishAllPorts: config.PublishAllPorts,
      links: config.Links,
      extraHosts: config.ExtraHosts,
      dns: config.Dns,
      logDriver: config.LogConfig?.Type ?? '',
      logOptions: config.LogConfig?.Config ?? {},
      pidMode: config.PidMode,
      requiredBinds: config.Mounts.filter(
        ({ Type, BindOptions }) => Type === 'bind' && BindOptions?.CreateMountpoint !== true,
      ).map(({ Source }) => Source),
    }),
  );

function portBinding(key: string, hostIp: string, hostPort: string): PortBinding {
  const { port, protocol } = parsePort(key);
  const asked = { containerPort: port, protocol, hostIp };
  const [first, last] = hostPort.split('-');
  if (hostPort === '' || hostPort === '0') return asked;
  if (last === undefined) return { ...asked, hostPort: Number(first) };
  return { ...asked, hostPorts: { first: Number(first), last: Number(last) } };
}

const Endpoint = z.object({
  NetworkID: text,
  IPAMConfig: z.object({ IPv4Address: optionalText, IPv6Address: optionalText }).nullish(),
  IPAddress: optionalText,
  IPPrefixLen: count,
  Gateway: optionalText,
  GlobalIPv6Address: optionalText,
  GlobalIPv6PrefixLen: count,
  MacAddress: optionalText,
  Aliases: texts,
  Links: texts,
  DriverOpts: labels,
  GwPriority: count,
});

function containerNetwork(name: string, endpoint: z.infer<typeof Endpoint>): ContainerNetwork {
  return withoutUndefined({
    name,
    networkId: endpoint.NetworkID,
    ipv4: endpoint.IPAddress,
    fixedIpv4: endpoint.IPAMConfig?.IPv4Address,
    fixedIpv6: endpoint.IPAMConfig?.IPv6Address,
    ipv4PrefixLength: endpoint.IPAddress === undefined ? undefined : endpoint.IPPrefixLen,
    gateway: endpoint.Gateway,
    ipv6: endpoint.GlobalIPv6Address,
    ipv6PrefixLength: endpoint.GlobalIPv6Address === undefined ? undefined : endpoint.GlobalIPv6PrefixLen,
    mac: endpoint.MacAddress,
    aliases: endpoint.Aliases,
    links: endpoint.Links.length === 0 ? undefined : endpoint.Links,
    driverOptions: Object.keys(endpoint.DriverOpts).length === 0 ? undefined : endpoint.DriverOpts,
    gatewayPriority: endpoint.GwPriority || undefined,
  });
}

function boundPort(key: string, bindings: readonly { HostIp: string; HostPort: string }[]): BoundPort {
  const { port, protocol } = parsePort(key);
  return {
    containerPort: port,
    protocol,
    bindings: bindings.map((binding) => ({ hostIp: binding.HostIp, hostPort: Number(binding.HostPort) })),
  };
}

/** The body of `GET /containers/<id>/json`. */
export const InspectBody = z
  .object({
    Id: z.string(),
    Created: text,
    Path: text,
    Args: texts,
    State,
    Image: text,
    Name: text,
    RestartCount: count,
    Driver: optionalText,
    ResolvConfPath: optionalText,
    HostsPath: optionalText,
    Platform: optionalText,
    Mounts: nullableArray(
      z.object({ Type: text, Name: optionalText, Source: text, Destination: text, RW: flag }),
    ),
    Config,
    HostConfig,
    NetworkSettings: z.object({ Ports: Bindings, Networks: nullableRecord(Endpoint) }),
  })
  .transform(({ Config: { image, ...config }, ...body }): ContainerInspect =>
    withoutUndefined({
      id: body.Id,
      name: body.Name.replace(/^\//, ''),
      image,
      imageId: body.Image,
      created: body.Created,
      path: body.Path,
      args: body.Args,
      state: body.State,
      restartCount: body.RestartCount,
      config,
      hostConfig: body.HostConfig,
      ports: Object.entries(body.NetworkSettings.Ports).map(([port, bindings]) => boundPort(port, bindings)),
      networks: Object.entries(body.NetworkSettings.Networks).map(([name, endpoint]) =>
        containerNetwork(name, endpoint),
      ),
      mounts: body.Mounts.map((mount) =>
        withoutUndefined({
          // 1.13 leaves the type of a bind out
          type: mount.Type || (mount.Name === undefined ? 'bind' : 'volume'),
          name: mount.Name,
          source: mount.Source,
          destination: mount.Destination,
          writable: mount.RW,
        }),
      ),
      resolvConfPath: body.ResolvConfPath,
      hostsPath: body.HostsPath,
      storageDriver: body.Driver,
      platform: body.Platform,
    }),
  );
