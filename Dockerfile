# wayfinder-router, built on Debian bookworm; the image has the program, the libraries that it loads and nothing else.
#
#   docker build -t wayfinder-router .
#   docker run --rm -p 127.0.0.1:8088:8088 -v wayfinder:/data --read-only wayfinder-router
#
# /data is the working directory: wayfinder-router.toml is read there, ledger and feedback log are written there.
FROM debian:bookworm-slim AS build
WORKDIR /src
COPY dev .
RUN apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends $(./dev packages) \
    && rm -rf /var/lib/apt/lists/*
COPY . .
RUN cmake --preset app && cmake --build build/app && docker/rootfs build/app/wayfinder-router /rootfs

FROM scratch
LABEL org.opencontainers.image.title="wayfinder-router" \
      org.opencontainers.image.description="An OpenAI-compatible gateway that picks the model from the prompt" \
      org.opencontainers.image.licenses="Apache-2.0"
COPY --from=build /rootfs /
USER 8088:8088
WORKDIR /data
VOLUME /data
EXPOSE 8088
HEALTHCHECK --interval=10s --timeout=5s --start-period=5s CMD ["wayfinder-router", "health"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["wayfinder-router"]
CMD ["serve", "--host", "0.0.0.0"]
