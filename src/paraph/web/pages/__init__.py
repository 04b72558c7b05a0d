"""The pages, one subject a module: views, and the addresses they answer (`urlpatterns`)."""
