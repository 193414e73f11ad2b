# One image, several verbs: `serve` for pages and API, `work` for a reading worker.
FROM python:3.13-slim-trixie AS build
WORKDIR /src
COPY requirements.lock requirements-build.lock ./
RUN python -m venv /venv \
 && /venv/bin/pip install --no-cache-dir --require-hashes -r requirements.lock
COPY . .
RUN python -m venv /build \
 && /build/bin/pip install --no-cache-dir --require-hashes -r requirements-build.lock \
 && /build/bin/python -m hatchling build -t wheel -d /dist \
 && /venv/bin/pip install --no-cache-dir --no-deps /dist/*.whl

FROM python:3.13-slim-trixie
RUN apt-get update \
 && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \
      tesseract-ocr tesseract-ocr-ind tesseract-ocr-eng tesseract-ocr-osd \
      fonts-liberation fonts-dejavu-core \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --system --uid 10001 --create-home berkas \
 && install -d -o berkas -g berkas -m 0700 /data
COPY --from=build /venv /venv
ENV PATH=/venv/bin:$PATH BERKAS_DATA=/data OMP_THREAD_LIMIT=1 PYTHONUNBUFFERED=1
USER berkas
VOLUME /data
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s \
  CMD ["python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:8000/healthz', timeout=4)"]
ENTRYPOINT ["berkas"]
CMD ["serve", "--host", "0.0.0.0"]
