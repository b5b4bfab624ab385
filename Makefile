# 落实：make 列出可用的命令。No target needs more than Python 3.11 with venv, and make.

PYTHON ?= python3
PORT   ?= 8000
VENV   := .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip --disable-pip-version-check --quiet --no-input
TREES  := reader web

export DJANGO_SETTINGS_MODULE := luoshi.config.settings
export PIP_ROOT_USER_ACTION := ignore

.DEFAULT_GOAL := help
.PHONY: help setup run demo tour read check test bench messages screenshots lock clean develop browser

help: ## 列出可用的命令
	@echo "落实：把行动计划读成台账，并推动办结。"
	@echo
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
	@echo
	@echo "安装后的程序：$(BIN)/luoshi（luoshi --help 列出全部命令）"

setup: $(VENV)/.ready $(VENV)/.translated ## 准备运行环境（.venv）

run: setup ## 本机试用：建库、读入示例、打开 http://127.0.0.1:8000（PORT= 改端口）
	@PORT=$(PORT) $(BIN)/luoshi start --example examples/henan-2016.txt

demo: setup ## 生成一整年的模拟数据（放在 data-demo，与正式数据分开）
	@LUOSHI_DATA_DIR=data-demo $(BIN)/luoshi demo --year 2016 --seed 96

tour: setup ## 打开模拟数据的导览（先运行 make demo）
	@LUOSHI_DATA_DIR=data-demo PORT=$(PORT) $(BIN)/luoshi start

read: setup ## 导入自己的计划：make read FILE=计划.txt
	@test -n "$(FILE)" || { echo "请指定文件：make read FILE=计划.txt"; exit 2; }
	@$(BIN)/luoshi import "$(FILE)"

check: develop $(VENV)/.bare ## 检查：格式、分层、模板、类型、迁移、部署设置、识读包独立运行
	$(BIN)/ruff format --check --quiet .
	$(BIN)/ruff check --quiet .
	$(BIN)/lint-imports > $(VENV)/layers.txt 2>&1 || { cat $(VENV)/layers.txt; exit 1; }
	$(BIN)/djlint --configuration pyproject.toml --lint --quiet web/src
	git ls-files -z 'web/src/*.html' | xargs -0 $(BIN)/djade --target-version 5.2 --check
	$(BIN)/mypy --no-error-summary $(TREES)
	tools/as-production $(BIN)/luoshi manage makemigrations --check --dry-run --verbosity 0
	tools/as-production $(BIN)/luoshi manage check --deploy --fail-level WARNING
	$(VENV)/bare/bin/python -m pytest -c reader/bare.ini --rootdir=reader -q reader/tests

test: develop browser ## 全部测试：SQLite，以及有 PostgreSQL 时在其上再跑一遍
	@$(BIN)/python tools/run_tests.py

bench: develop ## 量准确率、速度和页面，写入 docs/bench.md
	$(BIN)/luoshi bench --write docs/bench.md

messages: setup ## 界面文字改动后更新英文词条（locale/en），再编译
	@$(BIN)/python tools/messages.py update

screenshots: develop browser ## 重拍 docs/img 的界面截图
	@$(BIN)/python tools/screenshots.py

lock: develop ## 依赖改动后重写锁定文件
	$(BIN)/uv lock --quiet
	$(BIN)/uv export -q --format requirements-txt --no-header --no-emit-workspace --package luoshi --no-dev --group build -o requirements.lock
	$(BIN)/uv export -q --format requirements-txt --no-header --no-emit-workspace --package luoshi-reader --no-dev --group bare -o requirements-bare.lock
	$(BIN)/uv export -q --format requirements-txt --no-header --no-emit-workspace --all-packages --all-extras --all-groups -o requirements-dev.lock

clean: ## 删除 .venv 和各种缓存；数据（data）保留
	rm -rf $(VENV) build .ruff_cache .mypy_cache .import_linter_cache .hypothesis .coverage
	find $(TREES) tools -name __pycache__ -prune -exec rm -rf {} +

# Each stamp is made again only when what it depends on has changed.

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo "需要 Python 3.11 或更高版本。Debian 12 请执行：apt install python3 python3-venv"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "缺少 Python 的 venv 部分。Debian 请执行：apt install python3-venv"; exit 1; }
	@echo "建立 $(VENV) …"
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.ready: requirements.lock reader/pyproject.toml web/pyproject.toml | $(BIN)/python
	@echo "安装依赖（按 requirements.lock 核对校验值）…"
	@$(PIP) install --no-deps --require-hashes -r requirements.lock
	@$(PIP) install --no-deps --no-build-isolation -e reader -e web
	@touch $@

$(VENV)/.translated: $(wildcard web/src/luoshi/locale/*/LC_MESSAGES/*.po) $(VENV)/.ready
	@$(BIN)/python tools/messages.py
	@touch $@

develop: setup $(VENV)/.developed

$(VENV)/.developed: requirements-dev.lock $(VENV)/.ready
	@echo "安装开发依赖…"
	@$(PIP) install --no-deps --require-hashes -r requirements-dev.lock
	@touch $@

$(VENV)/.bare: requirements-bare.lock reader/pyproject.toml | $(BIN)/python
	@rm -rf $(VENV)/bare
	@$(PYTHON) -m venv $(VENV)/bare
	@$(VENV)/bare/bin/python -m pip --disable-pip-version-check -q install --no-deps --require-hashes -r requirements-bare.lock
	@$(VENV)/bare/bin/python -m pip --disable-pip-version-check -q install --no-deps --no-build-isolation -e reader
	@touch $@

browser:
	@tools/need-browser
