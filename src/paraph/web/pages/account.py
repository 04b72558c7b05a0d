"""Coming in and going out: the one-time link, sign-in with a second factor, passkeys, the language.

Of allauth only the pages named here exist; its others (signing up, mails, resetting by mail) have no address.
"""

from typing import Any, Final

from allauth.account import views as accounts
from allauth.mfa.base import views as factors
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.models import User
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_POST

from paraph.values import Barred
from paraph.web.access import came_by_link, person
from paraph.web.beginning import Beginning, begun, picture, secret_of
from paraph.web.languages import CODES, keep_language
from paraph.web.links import read_link, use_link
from paraph.web.office import office

_BACKEND: Final = "allauth.account.auth_backends.AuthenticationBackend"
_YEAR: Final = 365 * 24 * 3600


@sensitive_post_parameters()
def begin(request: HttpRequest, secret: str) -> HttpResponse:
    """Let the holder of a one-time link choose a password and a second factor, and come in."""
    link = read_link(secret)
    key = secret_of(request.session)
    form = Beginning(request.POST or None, link=link, key=key)
    if request.method == "POST" and form.is_valid():
        begun(request, secret, form)
        return HttpResponseRedirect(reverse("mfa_view_recovery_codes"), status=303)
    status = 422 if form.is_bound else 200
    shown = {"form": form, "link": link, "key": key, "picture": picture(key, form.whose)}
    return render(request, "paraph/begin.html", shown, status=status)


@require_GET
def desk_link(request: HttpRequest, secret: str) -> HttpResponse:
    """Sign a desk in, in a demonstration."""
    if not office().door.demo:
        raise Barred("pages.link_spent")
    with transaction.atomic():
        link = use_link(secret)
        user, _ = User.objects.get_or_create(username=link.person)
    login(request, user, backend=_BACKEND)
    came_by_link(request)
    return HttpResponseRedirect("/", status=303)


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Switch the language: for this browser, and for the person who is signed in."""
    code = request.POST.get("code", "")
    answer = HttpResponseRedirect(_back(request), status=303)
    if code not in CODES:
        raise Barred("pages.language", language=code, known=list(CODES))
    if person(request):
        keep_language(office(), person(request), code)
    name = settings.LANGUAGE_COOKIE_NAME
    how: dict[str, Any] = {"secure": office().door.secure, "samesite": "Lax", "httponly": True}
    answer.set_cookie(name, code, max_age=_YEAR, **how)
    return answer


def _back(request: HttpRequest) -> str:
    wished = request.POST.get("next", "/")
    secure = request.is_secure()
    allowed = url_has_allowed_host_and_scheme(wished, allowed_hosts={request.get_host()}, require_https=secure)
    return wished if allowed else "/"


urlpatterns = [
    path("account/begin/<str:secret>/", begin, name="begin"),
    path("account/desk/<str:secret>/", desk_link, name="desk_link"),
    path("account/language/", language, name="language"),
    path("account/login/", accounts.login, name="account_login"),
    path("account/logout/", accounts.logout, name="account_logout"),
    path("account/reauthenticate/", accounts.reauthenticate, name="account_reauthenticate"),
    path("account/password/change/", accounts.password_change, name="account_change_password"),
    path("account/2fa/", factors.index, name="mfa_index"),
    path("account/2fa/authenticate/", factors.authenticate, name="mfa_authenticate"),
    path("account/2fa/reauthenticate/", factors.reauthenticate, name="mfa_reauthenticate"),
    path("account/2fa/totp/activate/", totp.activate_totp, name="mfa_activate_totp"),
    path("account/2fa/recovery-codes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("account/2fa/recovery-codes/generate/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("account/2fa/recovery-codes/download/", codes.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("account/2fa/webauthn/", passkeys.list_webauthn, name="mfa_list_webauthn"),
    path("account/2fa/webauthn/add/", passkeys.add_webauthn, name="mfa_add_webauthn"),
    path("account/2fa/webauthn/reauthenticate/", passkeys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("account/2fa/webauthn/keys/<int:pk>/remove/", passkeys.remove_webauthn, name="mfa_remove_webauthn"),
    path("account/2fa/webauthn/keys/<int:pk>/edit/", passkeys.edit_webauthn, name="mfa_edit_webauthn"),
    path("account/2fa/webauthn/login/", passkeys.login_webauthn, name="mfa_login_webauthn"),
]
