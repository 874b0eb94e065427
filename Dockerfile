# svodka in a container: built in one stage, run in another, by nobody in particular and without a network.
#
#   docker build -t svodka .
#   docker run --rm --network none --user "$(id -u):$(id -g)" -v svodka-cache:/cache -v "$PWD:/data" \
#     svodka extract releases --out tables
#
# The volume keeps what is compiled on the first run; without it each run does that again.
#
# Old Word files (.doc) need LibreOffice: docker build --build-arg OFFICE=libreoffice-writer-nogui -t svodka .
FROM python:3.12-slim-bookworm AS build
WORKDIR /src
COPY pyproject.toml requirements.lock README.md LICENSE ./
COPY pipeline pipeline
# uv leaves out what pyproject.toml says that natasha does not need; the versions are those of the lock.
RUN pip install --no-cache-dir uv==0.13.9 \
 && uv venv /opt/svodka \
 && uv pip install --no-cache --python /opt/svodka/bin/python --constraint requirements.lock ".[formats]" \
 && /opt/svodka/bin/python -m compileall -q /opt/svodka/lib

FROM python:3.12-slim-bookworm
ARG OFFICE=""
# The distribution's own versions, so that they have its mends:
# hadolint ignore=DL3008
RUN apt-get update \
 && apt-get install -y --no-install-recommends libarchive13 tesseract-ocr tesseract-ocr-rus ${OFFICE} \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --uid 10001 --create-home svodka \
 && mkdir --mode 1777 /cache
COPY --from=build /opt/svodka /opt/svodka
ENV PATH=/opt/svodka/bin:$PATH PYTHONUTF8=1 XDG_CACHE_HOME=/cache
USER 10001
WORKDIR /data
ENTRYPOINT ["svodka"]
CMD ["--help"]
