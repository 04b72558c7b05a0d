"""The office: a node's pages, for people who must answer.

* Everything that decides stands below, in `service/` and `record/`; a page reads, words and hands on.
* Configuration comes from the node's folder and from `paraph serve`; nothing secret from the environment.
* Nothing here is imported by any command but `serve`.
"""
