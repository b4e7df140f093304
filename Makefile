# 消保 / Xiaobao. `make help` lists the targets.

SWIFT ?= swift
BINARY := .build/release/xiaobao

.PHONY: help demo year test build release lint bench bench-ledger bench-plugins bench-replay check-asan soak fuzz clean bootstrap

help: ## 列出全部目标 / list the targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1|\2/p' Makefile | awk -F'|' '{ printf "%-16s %s\n", $$1, $$2 }'

bootstrap: ## 安装缺少的系统软件包 / install missing system packages
	@scripts/bootstrap

demo: release ## 样例银行的一年：285 件投诉与年度披露 / a sample bank's year: 285 complaints and the disclosure
	@XIAOBAO=$(BINARY) Examples/shili-rural-bank/demo.sh

year: release ## 一个支行的一年：一份剧本，连同被拒绝的 / a branch's year from a script, refusals included
	@XIAOBAO=$(BINARY) Examples/shili-rural-bank/year/run.sh

test: bootstrap ## 全部测试，含代码与插件检查 / all tests, lint included
	$(SWIFT) test

build: bootstrap ## 调试版 / debug build
	$(SWIFT) build

release: bootstrap ## 发布版，静态链接 Swift 运行库 / release build, Swift runtime linked statically
	$(SWIFT) build -c release --product xiaobao --static-swift-stdlib

lint: bootstrap ## 只做代码与插件检查 / lint only
	$(SWIFT) format lint --strict -r Package.swift Sources Tests $(wildcard Benchmarks)
	luacheck --quiet plugins Examples

check-asan: ## C 代码在地址检查下跑测试 / the C targets' tests under AddressSanitizer
	@scripts/check-asan

soak: ## 长时间随机测试 / the random tests for long: FACTOR, ROUNDS
	@scripts/soak

fuzz: ## 模糊测试台账行 / fuzz the line scanner: FUZZ_SECONDS
	@scripts/fuzz

bench-ledger: ## 台账与 SQLite 对照，SIZE=件数 / the ledger beside SQLite, SIZE=complaints
	@scripts/bench-ledger

bench-plugins: ## 插件与普通 C、规则引擎对照 / plugins beside plain C and a rule engine
	@scripts/bench-plugins

bench-replay: release ## 规则回放每秒件数，SIZE=件数 / cases a second of a replay, SIZE=complaints
	@scripts/bench-replay

bench: ## 基准测试，与 SQLite 等对照 / benchmarks beside SQLite and others
	@scripts/bench

clean: ## 删除构建产物 / remove what was built
	rm -rf .build Benchmarks/.build
