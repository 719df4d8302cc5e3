# The sluice command on a Java runtime. Build the distribution first: the image only carries it.
#
#   ./sluice mcp --version      (or: mvn -Dquick package)
#   docker compose build
#
# Runs as a user without rights, writes to /var/lib/sluice (state) and /tmp only: --read-only works with
# a volume and a tmpfs there.
# The MCP server needs libraries that nothing else needs: they go beside the command's, not among them.
FROM eclipse-temurin:21-jre AS parts
COPY cli/target/dist/lib /parts/lib
COPY mcp/target/dist/lib /parts/lib-mcp
RUN cd /parts/lib-mcp && for jar in *; do if [ -e "../lib/$jar" ]; then rm "$jar"; fi; done

FROM eclipse-temurin:21-jre

RUN useradd --system --user-group --no-create-home --home-dir /var/lib/sluice --shell /usr/sbin/nologin sluice \
    && mkdir -m 0700 /var/lib/sluice \
    && chown sluice:sluice /var/lib/sluice

COPY sluice LICENSE NOTICE /opt/sluice/
COPY --from=parts /parts/ /opt/sluice/
RUN ln -s /opt/sluice/sluice /usr/local/bin/sluice

USER sluice
WORKDIR /var/lib/sluice
VOLUME /var/lib/sluice
ENTRYPOINT ["sluice"]
CMD ["--help"]
