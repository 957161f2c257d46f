import { describe, expect, it } from 'vitest';
import { levelOf } from './level.ts';

describe('the level that a line states', () => {
  it.each([
    // Each in the way its logger writes by default.
    ['Serilog', '[10:11:12 ERR] Cannot reach the bank', 'error'],
    ['Serilog', '[10:11:12 INF] 3 errors were repaired', 'other'],
    ['.NET', 'fail: Shop.Orders[0]', 'error'],
    ['.NET', 'warn: Microsoft.AspNetCore.DataProtection.Repositories.FileSystemXmlRepository[60]', 'warning'],
    ['.NET', 'info: Microsoft.Hosting.Lifetime[14]', 'other'],
    ['Logback', '10:11:12.345 [main] ERROR o.s.boot.SpringApplication - Application run failed', 'error'],
    ['Spring Boot', '2023-05-09T23:11:16.536Z  INFO 1 --- [main] c.e.Shop : error handling is on', 'other'],
    [
      'Log4j',
      '2015-10-18 18:01:47,978 FATAL [IPC Server handler 3] org.apache.hadoop.mapred.Task: exited',
      'error',
    ],
    ['java.util.logging', '2026-11-22 17:48:07.613 SEVERE shop.Main - start failed', 'error'],
    ['klog', 'E1122 10:00:00.123456       1 controller.go:114] loading OpenAPI spec', 'error'],
    ['klog', 'I1122 10:00:00.123456       1 main.go:20] no error handler', 'other'],
    ['zap', '2026-11-22T10:00:00.000Z\terror\tserver/main.go:12\tlisten\t{"port": 80}', 'error'],
    ['zap', '{"level":"warn","ts":1700000000.1,"msg":"slow error path"}', 'warning'],
    ['logrus', 'time="2017-03-14T12:38:33Z" level=info msg="Processing error page"', 'other'],
    ['logrus', 'time="2017-03-14T12:38:33Z" level=fatal msg="no such bucket"', 'error'],
    ['pino', '{"level":50,"time":1,"pid":1,"msg":"order lost"}', 'error'],
    ['pino', '{"level":30,"time":1,"pid":1,"msg":"no error"}', 'other'],
    ['Python', 'ERROR:root:tenant 7 is skipped', 'error'],
    ['Gunicorn', '[2024-10-17 17:44:34 +0000] [22] [ERROR] Exception in worker process', 'error'],
    ['Ruby', 'E, [2015-02-07T12:39:30.970000 #410] ERROR -- : Actor crashed!', 'error'],
    ['nginx', '2026/11/22 10:00:00 [emerg] 1#1: host not found in upstream "api"', 'error'],
    ['nginx', '2026/11/22 10:00:00 [notice] 1#1: signal 15 (SIGTERM) received', 'other'],
    ['Apache', '[Sun Dec 04 04:47:44.123 2005] [core:error] [pid 7] AH00037: Symbolic link', 'error'],
    ['Redis', '1:M 22 Nov 2026 17:46:37.306 # WARNING Memory overcommit must be enabled!', 'warning'],
    ['Redis', '1:M 22 Nov 2026 17:46:37.317 * Ready to accept connections', 'other'],
    ['PostgreSQL', '2026-11-22 17:46:36.177 UTC [9631] FATAL:  role "nobodyhere" does not exist', 'error'],
    ['PostgreSQL', '2026-11-22 17:46:32.076 UTC [9108] LOG:  could not send data to client', 'other'],
    [
      'MySQL',
      '2026-11-22T10:00:00.000000Z 0 [Warning] [MY-010068] [Server] CA certificate is self signed.',
      'warning',
    ],
    ['PHP-FPM', '[22-Nov-2026 10:00:00] NOTICE: fpm is running, pid 1', 'other'],
    ['PHP', 'PHP Fatal error:  Uncaught PDOException: SQLSTATE[HY000]', 'error'],
    ['RFC 5424', '<11>1 2026-11-22T10:00:00Z host app 1 - - disk', 'error'],
    ['winston', 'error: listen EADDRINUSE: address already in use :::80', 'error'],
    ['HAProxy', '[ALERT]    (1) : config : proxy has no server', 'error'],
  ] as const)('%s: %s', (_, line, level) => {
    expect(levelOf(line)).toBe(level);
  });
});

describe('a line that states none', () => {
  it.each([
    ['Error: connect ECONNREFUSED 127.0.0.1:5432', 'error'],
    ['System.InvalidOperationException: Sequence contains no elements', 'error'],
    ['panic: runtime error: index out of range', 'error'],
    ['Segmentation fault (core dumped)', 'error'],
    ['ORA-12541: TNS:no listener', 'error'],
    ['2026/11/22 10:00:00 dial tcp 10.0.0.5:5432: connect: connection refused', 'error'],
    ['DeprecationWarning: Buffer() is deprecated', 'warning'],
    ['Build succeeded. 0 errors', 'other'],
    ['GET /error.html 200', 'other'],
    ['error_log = /var/log/error.log', 'other'],
    ['restart policy: on-failure', 'other'],
    ['failed=0 ok=12', 'other'],
    ['Listening on :8080', 'other'],
    ['', 'other'],
  ] as const)('%s', (line, level) => {
    expect(levelOf(line)).toBe(level);
  });
});
