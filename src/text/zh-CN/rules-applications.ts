import type { Catalogue } from '../catalogue.ts';

export const rulesApplications: Catalogue = {
  // connstring-old-region.ts
  'A connection string still names the server of the old region': '连接串仍指向旧地域的服务器',
  "The inventory says that this host's {0} is at {1}, and that one answers.":
    '主机清单中，这台主机的 {0} 位于 {1}，而它有响应。',
  "Its name tells of region {0}, while this host's services are in {1}.":
    '从名称看，它属于地域 {0}，而这台主机的服务在 {1}。',
  'the server in this region': '本地域的服务器',
  'The connection string of {0} leads to {1}, in another region': '{0} 的连接串指向 {1}，那是另一个地域',
  'The connection string of {0} leads to {1}, not to {2}': '{0} 的连接串指向 {1}，而不是 {2}',
  'The variable {0} of {1} names {2}, which does not answer here.':
    '{1} 的变量 {0} 写的是 {2}，它在这里没有响应。',
  "The setting came along from the old region, with the image or with the stack's file, and was not changed there.":
    '该配置是随镜像或 stack 文件从旧地域带来的，没有在那里修改过。',
  'connection attempts from the host': '从主机发起的连接尝试',
  '{0} ({1}): answers': '{0}（{1}）：可连通',
  'wrong if {0} is meant, and answers a client in this network':
    '若本来就该连接 {0}，且它对本网络中的客户端有响应，则此结论不成立',
  'Let {0} name {1}.': '把 {0} 中的服务器改为 {1}。',
  'environment: {0} with {1} as its server': 'environment: {0}，服务器改为 {1}',
  '-e {0}=… with {1} as its server': '-e {0}=…，服务器改为 {1}',
  'An environment variable wins over appsettings.Production.json, and that over appsettings.json: look there too.':
    '环境变量优先于 appsettings.Production.json，后者又优先于 appsettings.json：这两个文件也要检查。',
  // db-only-restarts-later.ts
  'An application gave up before its database was ready, and nothing starts it again':
    '应用在数据库就绪之前就放弃并退出，之后没有任何机制再启动它',
  '{0} ended because {1} was not ready yet, and nothing starts it again':
    '{0} 因 {1} 尚未就绪而退出，之后没有任何机制再启动它',
  '{0} was started, got no connection to {1}, and ended. {2} answers now, but with the restart policy `{3}` nobody starts {4} another time. `depends_on` alone only orders the starts; it does not wait until a database takes connections.':
    '{0} 启动后连不上 {1}，随即退出。现在 {2} 已有响应，但在重启策略 `{3}` 下，不会再有谁来启动 {4}。仅有 `depends_on` 只能规定启动顺序，并不会等到数据库可以接受连接。',
  'wrong if `docker start {0}` ends with the same words':
    '若执行 `docker start {0}` 后仍以同样的报错退出，则此结论不成立',
  'Start {0}, and give it a restart policy that tries again (or let it wait for a healthy database).':
    '启动 {0}，并为它设置会重试的重启策略（或让它等待数据库健康后再启动）。',
  'It does not serve now, so nothing is interrupted.': '它目前并未提供服务，因此不会造成中断。',
  'connection attempt from the host to {0}': '从主机到 {0} 的连接尝试',
  // localhost-in-container.ts
  'A connection string says localhost inside a container that has no such service':
    '连接串写的是 localhost，而该容器内并没有这个服务',
  '{0} looks for its service at {1}, which inside a container is the container itself':
    '{0} 到 {1} 找它要的服务，而在容器内这个地址就是容器自己',
  'The variable {0} of {1} leads to {2}. Each container has a loopback of its own: localhost inside {3} is not the host, and nothing in {4} listens on {5}, so every attempt is refused at once. The same settings work where application and database run on one machine without Docker.':
    '{1} 的变量 {0} 指向 {2}。每个容器都有自己的回环接口：{3} 内的 localhost 并不是主机，而 {4} 内没有进程监听端口 {5}，因此每次连接都立即被拒绝。不用 Docker、应用与数据库在同一台机器上时，同样的配置是可以工作的。',
  'no listener': '没有监听',
  'wrong if `{0}` shows a listener on {1}': '若 `{0}` 显示端口 {1} 有监听，则此结论不成立',
  "Name the service by its own address in {0}: the name of its container in a common network, or the host's address.":
    '在 {0} 中写该服务自己的地址：同一网络中的容器名，或主机的地址。',
  "environment: {0} with the database's own name instead of {1}":
    'environment: {0}，用数据库自己的名称替换 {1}',
  'A database on the host has to listen on more than 127.0.0.1 then.':
    '如果数据库在主机上，它就不能只监听 127.0.0.1。',
  // pool-exhausted.ts
  "An application's pool of database connections is used up": '应用的数据库连接池已耗尽',
  '{0} has used up its pool of database connections': '{0} 的数据库连接池已耗尽',
  '{0} keeps a limited number of connections to its database. All of them are in use, so a request waits until its time is up and fails. The database is reached: the connections exist. Either queries take too long, or the application does not give connections back.':
    '{0} 与数据库之间只保持有限数量的连接。连接已全部占用，新请求只能等到超时后失败。数据库是通的：连接都在。要么查询耗时过长，要么应用没有归还连接。',
  'wrong if `ss -tn state established` in the network of {0} shows far fewer connections to the database than the pool may hold':
    '若在 {0} 的网络中执行 `ss -tn state established`，看到的数据库连接数远少于连接池上限，则此结论不成立',
  'Find what keeps the connections (long queries, missing Dispose/close); a restart of {0} helps for a while.':
    '查清是什么占着连接（慢查询、漏掉 Dispose/close）；重启 {0} 只能暂时缓解。',
  '# on the database: the longest running queries and sessions of this user':
    '# 在数据库上：查看该用户耗时最长的查询和会话',
  'A larger pool moves the queue into the database. The restart interrupts running requests.':
    '调大连接池只是把排队转移到数据库。重启会中断正在处理的请求。',
  // rabbitmq-auth.ts
  'RabbitMQ refuses the user of an application': 'RabbitMQ 拒绝了应用的用户',
  '{0}: RabbitMQ nodes do not trust each other, their Erlang cookies differ':
    '{0}：RabbitMQ 节点之间互不信任，它们的 Erlang cookie 不一致',
  'RabbitMQ refuses the login of {0}': 'RabbitMQ 拒绝了 {0} 的登录',
  'RabbitMQ refuses the login of the user {0} (said by {1})':
    'RabbitMQ 拒绝了用户 {0} 的登录（见 {1} 的日志）',
  'Nodes and tools of RabbitMQ prove to each other who they are with a shared secret, the Erlang cookie. {0} was refused because its cookie is another one, or its file may be read by others. The network is in order.':
    'RabbitMQ 的节点和工具靠共享密钥（Erlang cookie）互相证明身份。{0} 被拒绝，是因为它的 cookie 不同，或者 cookie 文件可被其他用户读取。网络正常。',
  "A connection to the broker came about, and RabbitMQ refused the login. The network is in order. The user does not exist there (a broker that starts with a new host name starts empty), the password is another one, or it is `guest`, who may log in from the broker's own machine only.":
    '与 broker 的连接已经建立，而 RabbitMQ 拒绝了登录。网络正常。要么该用户在那里不存在（broker 换了主机名启动后是空的），要么密码不对，要么用的是 `guest`，它只能在 broker 本机登录。',
  'wrong if `rabbitmqctl cluster_status` answers on that node':
    '若在该节点上执行 `rabbitmqctl cluster_status` 有响应，则此结论不成立',
  'wrong if `rabbitmqctl authenticate_user <user> <password>` on the broker says Success for another user than guest':
    '若在 broker 上用 guest 以外的用户执行 `rabbitmqctl authenticate_user <user> <password>` 显示 Success，则此结论不成立',
  'wrong if `rabbitmqctl authenticate_user <user> <password>` on the broker says Success':
    '若在 broker 上执行 `rabbitmqctl authenticate_user <user> <password>` 显示 Success，则此结论不成立',
  'Give all nodes the same cookie, readable by its owner only.':
    '让所有节点使用同一个 cookie，并且只允许属主读取。',
  'Create the user on the broker, with the password that the application has, and give it its permissions.':
    '在 broker 上创建该用户，密码与应用所用的一致，并授予所需权限。',
  '# the same content on every node, then restart them': '# 每个节点写入相同内容，然后重启这些节点',
  'Look at `rabbitmqctl list_users` first: where all users are gone, the broker may run on new, empty data (its host name changed).':
    '先看 `rabbitmqctl list_users`：如果用户全都不见了，broker 可能运行在全新的空数据上（主机名变了）。',
  // rabbitmq-hostname-changed.ts
  'RabbitMQ started with a new host name, and so with empty data':
    'RabbitMQ 以新的主机名启动，因而数据是空的',
  '{0} started as {1}, and its data lies under {2}': '{0} 以节点名 {1} 启动，而它的数据在 {2} 下',
  'RabbitMQ keeps users, queues and messages in a directory that is named after its node, rabbit@<host name>. {0} has the host name {1} now and began with an empty directory of that name; what it held before lies untouched beside it, under {2}.':
    'RabbitMQ 把用户、队列和消息存放在以节点名 rabbit@<主机名> 命名的目录中。{0} 现在的主机名是 {1}，于是从同名的空目录开始；原有内容原封不动地留在旁边的 {2} 下。',
  'It has no host name of its own, so Docker gives it a new one each time it is created.':
    '它没有指定主机名，因此每次重建，Docker 都会给它一个新的主机名。',
  'Its host name was changed.': '它的主机名被改过。',
  'wrong if `docker exec {0} rabbitmqctl list_queues` lists what is expected':
    '若 `docker exec {0} rabbitmqctl list_queues` 列出了应有的队列，则此结论不成立',
  'Give {0} the host name {1} for good, so that it finds its data again.':
    '把 {0} 的主机名固定为 {1}，使它重新找到自己的数据。',
  'cp -a {0} {1}   # with {2} stopped': 'cp -a {0} {1}   # 先停止 {2}',
  'What was written since then stays under {0} and is not seen any more: drain it first.':
    '此后写入的内容仍留在 {0} 下，将不再可见：请先把它消费完。',
  // sqlserver-18456.ts
  'SQL Server refuses the login of an application': 'SQL Server 拒绝了应用的登录',
  'SQL Server refuses the login of {0}': 'SQL Server 拒绝了 {0} 的登录',
  'SQL Server refuses the login of {0} as {1}': 'SQL Server 拒绝了 {0} 以用户 {1} 登录',
  '{0} reaches its SQL Server, and the server refuses the user {1} (error 18456). The network is in order: a connection was made and an answer came. After a move the usual reasons are a login that was not created on the new server, another password, or a database user that is no longer tied to its login.':
    '{0} 能连上 SQL Server，但服务器拒绝了用户 {1}（错误 18456）。网络正常：连接已建立，也收到了应答。迁移之后的常见原因是：新服务器上没有创建该登录名、密码不同，或者数据库用户与登录名失去了关联（孤立用户）。',
  'wrong if a client logs in to the same server with the same user and password':
    '若有客户端能用同样的用户和密码登录同一台服务器，则此结论不成立',
  "Look up the state code in the server's error log, then correct the password or create the login there.":
    '在服务器的错误日志中查看状态码，然后更正密码或在那里创建登录名。',
  '-- on the server:  {0}': '-- 在服务器上：  {0}',
  '-- a user without its login:  ALTER USER [{0}] WITH LOGIN = [{1}];':
    '-- 用户失去登录名时：  ALTER USER [{0}] WITH LOGIN = [{1}];',
  'A matter for whoever runs the database. Nothing on this host has to change but the stored password, if that is wrong.':
    '此事由数据库管理员处理。这台主机上无需改动，除非保存的密码有误。',
  // sqlserver-4060.ts
  'SQL Server does not have the database that an application asks for': 'SQL Server 上没有应用所请求的数据库',
  'SQL Server does not open the database {0} for {1}': 'SQL Server 没有为 {1} 打开数据库 {0}',
  '{0} reaches its SQL Server and asks for the database {1}, which the server does not open (error 4060): there is no database of that name, it is offline, or this user may not use it. The network is in order, and the line "Login failed" that follows is only a consequence.':
    '{0} 能连上 SQL Server，请求数据库 {1}，但服务器没有打开它（错误 4060）：没有这个名称的数据库、数据库处于离线状态，或该用户无权使用。网络正常，随后的「Login failed」只是它的后果。',
  'wrong if `SELECT name, state_desc FROM sys.databases` on the server lists {0} as ONLINE and the user may use it':
    '若在服务器上执行 `SELECT name, state_desc FROM sys.databases` 显示 {0} 为 ONLINE，且该用户有权使用，则此结论不成立',
  'Restore or rename the database {0} on the server, or correct its name in the connection string.':
    '在服务器上恢复数据库 {0} 或将其改回此名，或者更正连接串中的数据库名。',
  '-- on the server:  SELECT name, state_desc FROM sys.databases;':
    '-- 在服务器上：  SELECT name, state_desc FROM sys.databases;',
  '-- access:  USE [{0}]; CREATE USER [<user>] FOR LOGIN [<user>];':
    '-- 授权访问：  USE [{0}]; CREATE USER [<user>] FOR LOGIN [<user>];',
  'A matter for whoever runs the database; make a backup before anything is restored over.':
    '此事由数据库管理员处理；覆盖恢复之前务必先备份。',
  // sqlserver-error-26.ts
  'A client looks for a named SQL Server instance by the browser service, which does not answer':
    '客户端通过 SQL Server Browser 查找命名实例，而该服务没有响应',
  '{0} cannot find its SQL Server instance: the browser service on UDP 1434 does not answer':
    '{0} 找不到它的 SQL Server 实例：UDP 1434 上的 SQL Server Browser 没有响应',
  "The connection string of {0} names an instance of SQL Server (server\\instance) and no port. Before it can connect, the client asks the SQL Server Browser on UDP port 1434 of that server for the instance's port, and gets no answer: managed databases do not run it, and firewalls rarely let UDP 1434 through. The database itself may be in order.":
    '{0} 的连接串写的是 SQL Server 实例（server\\instance），没有写端口。连接之前，客户端要先向该服务器 UDP 端口 1434 上的 SQL Server Browser 查询实例的端口，但没有得到应答：云数据库不运行这个服务，防火墙也很少放行 UDP 1434。数据库本身可能是正常的。',
  'wrong if the connection string already names a port (`server,1433`), or if the server answers on UDP 1434':
    '若连接串已经写了端口（`server,1433`），或服务器在 UDP 1434 上有响应，则此结论不成立',
  'Name the port in the connection string instead of the instance: Server=<address>,1433.':
    '在连接串中写端口而不写实例：Server=<地址>,1433。',
  '# connection string of {0}:  Server=<address>,<port>;…  (no \\instance)':
    '# {0} 的连接串：  Server=<地址>,<端口>;…  （不带 \\instance）',
  'The container is recreated with another setting; its data is not touched.':
    '容器会以新的配置重建；其数据不受影响。',
  // sqlserver-error-40.ts
  'An application gets no connection to its SQL Server': '应用连不上它的 SQL Server',
  '{0} cannot reach its SQL Server: {1} {2}': '{0} 连不上它的 SQL Server：{1} {2}',
  '{0} cannot reach its SQL Server, and nobody knows which that is':
    '{0} 连不上它的 SQL Server，而且无从得知是哪一台',
  'The log of {0} says `error: 40`: no network connection to its SQL Server came about. The sentence is the same whatever the reason is.':
    '{0} 的日志中有 `error: 40`：没有建立起到 SQL Server 的网络连接。无论原因是什么，报错都是这一句。',
  'connection attempts to {0}': '到 {0} 的连接尝试',
  'wrong if `{0}` connects, on the host and inside the network of {1}':
    '若在主机上和 {1} 的网络中执行 `{0}` 都能连上，则此结论不成立',
  'Start SQL Server at {0}, let it listen on that port, or correct the port in the connection string of {1}.':
    '启动 {0} 上的 SQL Server，让它监听该端口，或者更正 {1} 连接串中的端口。',
  'Look up the server in the connection string of {0}, put it under `needs` of this host in the inventory, and ask again; or try it by hand, with its address for SERVER.':
    '在 {0} 的连接串中查到服务器地址，写入主机清单中这台主机的 `needs`，再问一次；或手动尝试，把命令中的 SERVER 换成该地址。',
  'Find out where the packets to {0} end: ask `diagnose {1} to {2}`; check the address in the connection string of {3}.':
    '查清发往 {0} 的数据包止于何处：执行 `diagnose {1} to {2}`；并核对 {3} 连接串中的地址。',
  'Trying costs nothing. A changed connection string means that the container is recreated.':
    '尝试连接没有任何代价。修改连接串需要重建容器。',
  fails: '连接失败',
  'The connection string is not among what Ferryman reads, so the server could not be tried: name it under `needs`.':
    'Ferryman 读取的信息中没有连接串，因此无法尝试连接该服务器：请在 `needs` 中写明。',
  'The server answers at once that nobody listens on that port: SQL Server is stopped, listens on another port or only locally, or the connection string names the wrong one. Routes and firewalls are not the reason.':
    '服务器立即答复该端口没有监听：SQL Server 已停止、监听在别的端口或只监听本地，或者连接串写错了端口。原因不在路由和防火墙。',
  'does not answer': '没有响应',
  'Packets leave and nothing comes back: the server is off, its allow-list or security group does not know this host, or the address belongs to another network.':
    '数据包发出后没有任何回应：服务器已关机、其白名单或安全组未放行这台主机，或者该地址属于另一个网络。',
  'cannot be reached': '无法到达',
  'The kernel knows at once that it gets nowhere ({0}): a name that does not resolve, or no way to that address.':
    '内核立即判定无法到达（{0}）：域名无法解析，或者没有通往该地址的路径。',
  'answers the host, and not {0}': '能响应主机，却不响应 {0}',
  'The host gets a connection and the container does not: its own network, its address translation or a rule for forwarded packets stands in between.':
    '主机能连上，容器却不能：问题出在容器自己的网络、地址转换，或针对转发数据包的规则上。',
  'The attempts below say how it fails now.': '目前如何失败，见下面的连接尝试。',
  'from the host: {0}': '从主机：{0}',
  // sqlserver-tls-prelogin.ts
  'An application and its SQL Server have no TLS version in common':
    '应用与它的 SQL Server 没有共同支持的 TLS 版本',
  '{0} and its SQL Server have no TLS version in common': '{0} 与它的 SQL Server 没有共同支持的 TLS 版本',
  '{0} reaches its SQL Server, and the encrypted handshake before the login fails. The image ({1}) brings an OpenSSL that accepts TLS 1.2 and newer only; an old server (2008 R2, or 2012/2014 without updates) offers TLS 1.0. This appears when the base image is upgraded, or when the application moves while the server stays. Encrypt=false does not avoid it, since the login is always encrypted.':
    '{0} 能连上 SQL Server，但登录前的加密握手失败。镜像（{1}）自带的 OpenSSL 只接受 TLS 1.2 及以上版本，而旧服务器（2008 R2，或未打补丁的 2012/2014）只提供 TLS 1.0。升级基础镜像，或者应用迁移而服务器未动时，就会出现这个问题。Encrypt=false 也绕不过去，因为登录过程总是加密的。',
  'wrong if `openssl s_client -tls1_2` gets a handshake from that server through a TDS client, or the application logs in':
    '若经由 TDS 客户端用 `openssl s_client -tls1_2` 能与该服务器完成握手，或应用能够登录，则此结论不成立',
  'Update the SQL Server until it speaks TLS 1.2. Until then an image with an older OpenSSL policy gets through.':
    '把 SQL Server 更新到支持 TLS 1.2。在此之前，使用 OpenSSL 策略较旧的镜像可以连通。',
  '# server: install the update that brings TLS 1.2 (2012 SP4, 2014 SP3, 2008 R2 SP3 with its TLS update)':
    '# 服务器：安装支持 TLS 1.2 的更新（2012 SP4、2014 SP3、2008 R2 SP3 加 TLS 更新）',
  '# last resort, in the image:  {0}': '# 最后的手段，在镜像中：  {0}',
  'Lowering MinProtocol or SECLEVEL weakens every TLS connection of the container: a security debt, to be paid back soon.':
    '降低 MinProtocol 或 SECLEVEL 会削弱容器的所有 TLS 连接：这是一笔安全债，应尽快偿还。',
};
